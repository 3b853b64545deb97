import type { DifferencePart } from '#contract/difference';

/** Beyond this many comparisons (a millisecond each 200,000) what differs is shown as one run. */
const MOST_COMPARED = 1_000_000;

/** What was removed from a text and added to it, word by word. */
export function difference(before: string, after: string): DifferencePart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const start = commonStart(a, b);
  const end = commonStart(a.slice(start).reverse(), b.slice(start).reverse());
  const [ownA, ownB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return joined([
    ...a.slice(0, start).map((text) => ({ kind: 'same' as const, text })),
    ...between(ownA, ownB),
    ...a.slice(a.length - end).map((text) => ({ kind: 'same' as const, text })),
  ]);
}

const wordsOf = (text: string): string[] => text.match(/\s+|\S+/g) ?? [];

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function between(a: readonly string[], b: readonly string[]): DifferencePart[] {
  const removed = a.map((text) => ({ kind: 'removed' as const, text }));
  const added = b.map((text) => ({ kind: 'added' as const, text }));
  return a.length * b.length > MOST_COMPARED ? [...removed, ...added] : alongLongestCommon(a, b);
}

function alongLongestCommon(a: readonly string[], b: readonly string[]): DifferencePart[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const parts: DifferencePart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ kind: 'removed', text: a[i] ?? '' });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: b[j] ?? '' });
      j += 1;
    }
  }
  return parts;
}

/** Neighbours of a kind are one run; between two that are the same, what was removed comes before what was added. */
function joined(parts: readonly DifferencePart[]): DifferencePart[] {
  const runs: DifferencePart[] = [];
  let [removed, added] = ['', ''];
  const settle = () => {
    if (removed) runs.push({ kind: 'removed', text: removed });
    if (added) runs.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const { kind, text } of parts) {
    const last = runs.at(-1);
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (last?.kind === 'same' && !removed && !added)
      runs[runs.length - 1] = { kind, text: last.text + text };
    else {
      settle();
      runs.push({ kind, text });
    }
  }
  settle();
  return runs;
}
