import { type FigureClaim, QUALIFIERS, type Qualifier, WORD_FLOORS, type Words } from '#contract/figure';

/** What was said, as numbers and wording. `high` null is open. */
export interface Interval {
  readonly low: number;
  readonly high: number | null;
  readonly qualifier: Qualifier;
  readonly words: Words | null;
}
type Said = Pick<FigureClaim, 'value' | 'qualifier' | 'low' | 'high' | 'words'>;

/** Null unless the claim says exactly one thing: a value, a range or words, in whole numbers. */
export function toInterval(claim: Said): Interval | null {
  switch (saidBy(claim)) {
    case 'words':
      return isWords(claim.words) ? fromWords(claim.words) : null;
    case 'low high':
      return isCount(claim.low) && isCount(claim.high) ? fromRange(claim.low, claim.high) : null;
    case 'value':
      return isCount(claim.value) ? fromValue(claim.value, claim.qualifier) : null;
    default:
      return null;
  }
}

/** Which of the four the claim gives; null counts as not given. */
export function saidBy(claim: Said): string {
  return (['value', 'words', 'low', 'high'] as const)
    .filter((key) => claim[key] !== undefined && claim[key] !== null)
    .join(' ');
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
export function isWords(words: unknown): words is Words {
  return typeof words === 'string' && Object.hasOwn(WORD_FLOORS, words);
}

/** English wording: `at least 40,000`, `8,000–15,000`, `several hundred`. */
export function label({ low, high, qualifier, words }: Interval): string {
  if (words !== null) return words;
  switch (qualifier) {
    case 'exact':
      return grouped(low);
    case 'about':
      return `about ${grouped(low)}`;
    case 'at_least':
      return `at least ${grouped(low)}`;
    case 'more_than':
      return `more than ${grouped(low)}`;
    case 'up_to':
      return `up to ${grouped(high ?? low)}`;
    case 'range':
      return `${grouped(low)}–${grouped(high ?? low)}`;
    default:
      return qualifier satisfies never;
  }
}

function fromWords(words: Words): Interval {
  return { low: WORD_FLOORS[words], high: null, qualifier: 'at_least', words };
}

function fromRange(low: number, high: number): Interval | null {
  if (low > high) return null;
  return { low, high, qualifier: low === high ? 'exact' : 'range', words: null };
}

function fromValue(value: number, qualifier: Qualifier = 'exact'): Interval | null {
  if (!(QUALIFIERS as readonly string[]).includes(qualifier)) return null;
  if (qualifier === 'up_to') return { low: 0, high: value, qualifier, words: null };
  const open = qualifier === 'at_least' || qualifier === 'more_than';
  return { low: value, high: open ? null : value, qualifier, words: null };
}

function grouped(count: number): string {
  return count < 1000 ? String(count) : String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
