import type { ProblemDocument } from '#contract/problems';
import type { Receipt } from '#contract/update';
import { type Item, type ItemState, updateOf } from './item.js';
import { retractedInstead } from './undoing.js';

/** What came of a request: for one item, or for none. `none`: no answer, or one that is not the newsroom's. */
export type Answer =
  | { readonly is: 'receipt'; readonly receipt: Receipt }
  | { readonly is: 'refusal'; readonly problem: ProblemDocument }
  | { readonly is: 'not_now'; readonly waitMs: number }
  | { readonly is: 'signed_out' }
  | { readonly is: 'none' };

/** The item after an answer. Without one it stays on the phone, to be sent under the same id. */
export function afterAnswer(item: Item, answer: Answer): Item {
  switch (answer.is) {
    case 'receipt':
      return { ...item, state: stateOf(answer.receipt) };
    case 'refusal':
      return (
        retractedInstead(item, answer.problem.code) ?? {
          ...item,
          state: { at: 'refused', problem: answer.problem },
        }
      );
    case 'not_now':
    case 'signed_out':
    case 'none':
      return { ...item, state: { at: 'phone' } };
    default:
      return answer satisfies never;
  }
}

/** The update's own item after something was done to it. */
export function changedBy(target: Item, change: Item, receipt: Pick<Receipt, 'status' | 'revision'>): Item {
  if (target.task.kind !== 'post') return target;
  if (change.task.kind !== 'correction') return { ...target, state: { at: 'withdrawn' } };
  const { requestId: _, correctionNote: __, silent: ___, ...said } = change.task.body;
  const body = { ...target.task.body, ...said, id: updateOf(target) };
  const city = body.city ?? null;
  return { ...target, city, task: { kind: 'post', body: { ...body, city } }, state: stateOf(receipt) };
}

type Said = Pick<Receipt, 'status' | 'revision'> & Partial<Receipt>;
function stateOf({ status, revision, warnings = [], reasons = [], publishAt }: Said): ItemState {
  switch (status) {
    case 'submitted':
    case 'scheduled':
      return { at: 'desk', status, reasons, ...(publishAt !== undefined && { publishAt }) };
    case 'retracted':
      return { at: 'withdrawn' };
    case 'published':
    case 'history':
    case 'recorded':
      return { at: 'live', revision: revision ?? 1, warnings };
    default:
      return status satisfies never;
  }
}
