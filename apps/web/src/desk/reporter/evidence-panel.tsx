import type { PanelProps } from './panel-props.js';
import { useReporterWords } from './reporter-words.js';

/** Where a claim can be checked. */
export function EvidencePanel({ draft, onChange, onClose }: PanelProps) {
  const words = useReporterWords();
  return (
    <>
      <p class="field">
        <label for="evidence-link">{words.link}</label>
        <input
          id="evidence-link"
          type="url"
          inputMode="url"
          maxLength={2000}
          placeholder="https://"
          autocapitalize="none"
          value={draft.link}
          onInput={(event) => onChange({ link: event.currentTarget.value })}
        />
      </p>
      <p class="field">
        <label for="evidence-quote">{words.quote}</label>
        <textarea
          id="evidence-quote"
          rows={2}
          maxLength={2000}
          value={draft.quote}
          onInput={(event) => onChange({ quote: event.currentTarget.value })}
        />
      </p>
      <p class="panel-foot">
        <button type="button" onClick={onClose}>
          {words.done}
        </button>
      </p>
    </>
  );
}
