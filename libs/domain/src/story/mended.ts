const MOST_WORDS = 10;
/** Shorter words are another word by one letter: "now" and "not". */
const LETTERS = 5;

/**
 * Whether only slips of the keys are mended: as many words, and those that differ are long, begin and end alike, and have a
 * letter more, a letter less or two swapped. A letter in place of another makes "shout" of "shoot": that is no slip here, nor
 * is anything about digits, apostrophes and links, nor a letter of what has a capital within a sentence: "Marina", "Maria".
 * What stands between words stays there; a stop may come or go at the very end, as may spaces, but not beside a number.
 * Without a list of words some that are another word pass: "trial" and "trail".
 */
export function isMended(before: string, after: string): boolean {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a.length !== b.length || !hasSameMarks(before, after)) return false;
  if (linksOf(before).join(' ') !== linksOf(after).join(' ')) return false;
  const marks = marksOf(after);
  const changed = b.flatMap((to, place): Changed[] => {
    const isFirst = place === 0 || SENTENCE_END.test(marks[place] ?? '');
    return a[place] === to ? [] : [{ from: a[place] ?? '', to, isFirst }];
  });
  return changed.length <= MOST_WORDS && changed.every(isSlip);
}

interface Changed {
  readonly from: string;
  readonly to: string;
  /** Of its sentence: there any word has a capital. */
  readonly isFirst: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}'’ʼ-]+/gu;
const wordsOf = (text: string): string[] => text.match(WORD) ?? [];
const linksOf = (text: string): string[] => text.match(/\S*(?::\/\/|@)\S*/g) ?? [];

function hasSameMarks(before: string, after: string): boolean {
  const [a, b] = [marksOf(before), marksOf(after)];
  const [endOfA, endOfB] = [a.pop() ?? '', b.pop() ?? ''];
  if (a.length !== b.length || a.some((mark, place) => mark !== b[place])) return false;
  return endOfA === endOfB || STOPS.some((stop) => endOfA + stop === endOfB || endOfA === endOfB + stop);
}

const STOPS = ['.', ',', ';', ':'];
const SENTENCE_END = /[.!?…]/;
const CAPITAL = /^\p{Lu}/u;
const NUMBER = /\p{N}/u;

/** What is before, between and after the words, without spaces; beside a number with them, as "3 500" and "5. 10" need them. */
function marksOf(text: string): string[] {
  const words = wordsOf(text);
  return text
    .trim()
    .split(WORD)
    .map((between, place, { length }) => {
      const isBeside = [words[place - 1], words[place]].some((word) => NUMBER.test(word ?? ''));
      return isBeside && place < length - 1 ? between : between.replaceAll(/\s+/g, '');
    });
}

function isSlip({ from: before, to: after, isFirst }: Changed): boolean {
  const [from, to] = [before.toLowerCase(), after.toLowerCase()];
  if (Math.min(from.length, to.length) < LETTERS) return false;
  if (from !== to && !isFirst && [before, after].some((word) => CAPITAL.test(word))) return false;
  if (![from, to].every((word) => /^[\p{L}\p{M}]+$/u.test(word))) return false;
  if (from[0] !== to[0] || from.at(-1) !== to.at(-1)) return false;
  if (from.length === to.length) return from === to || areSwapped(from, to);
  return from.length < to.length ? hasOneMore(from, to) : hasOneMore(to, from);
}

function areSwapped(a: string, b: string): boolean {
  const at = firstDifference(a, b);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

function hasOneMore(shorter: string, longer: string): boolean {
  const at = firstDifference(shorter, longer);
  return shorter.slice(at) === longer.slice(at + 1);
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
