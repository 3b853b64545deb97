import type { DifferencePart } from '#contract/difference';

/** A text with what was removed from it and added to it. */
export function Difference({ parts }: { readonly parts: readonly DifferencePart[] }) {
  return (
    <span class="difference">
      {parts.map(({ kind, text }, place) => {
        const key = `${place}`;
        if (kind === 'removed') return <del key={key}>{text}</del>;
        return kind === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
      })}
    </span>
  );
}
