import { LIMITS } from '#contract/limits';
import { NAME } from '#contract/names';
import { CodedError, type ProblemDocument } from '#contract/problems';
import type { Receipt } from '#contract/update';
import { problemOf } from '../http/problem.filter.js';

/** The outcome of one of the things sent together. `id`: null when what was sent has none that could be one. */
export type ItemResult =
  | { readonly id: string | null; readonly receipt: Receipt }
  | { readonly id: string | null; readonly problem: ProblemDocument };

/** What became of an item: whatever it is, those it was sent with have outcomes of their own. */
export async function itemResult(item: unknown, record: () => Promise<Receipt>): Promise<ItemResult> {
  const id = idOf(item);
  try {
    if (Buffer.byteLength(JSON.stringify(item)) > LIMITS.updateBytes)
      throw new CodedError('too_large', `The item is larger than ${LIMITS.updateBytes} bytes.`);
    return { id, receipt: await record() };
  } catch (error) {
    return { id, problem: problemOf(error) };
  }
}

function idOf(item: unknown): string | null {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
  return typeof id === 'string' && NAME.test(id) ? id : null;
}
