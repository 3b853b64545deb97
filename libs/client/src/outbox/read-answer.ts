import type { ProblemDocument } from '#contract/problems';
import type { Receipt } from '#contract/update';
import { retryAfter } from '../backoff.js';
import { isProblem } from '../problem-answer.js';
import type { Answer } from './after-answer.js';

type Result = { readonly id: string | null } & (
  | { readonly receipt: Receipt }
  | { readonly problem: ProblemDocument }
);
/** The whole request's answer, or one for each item of it in the order sent. */
export type Read = { readonly all: Answer } | { readonly each: readonly Answer[] };

const NONE: Read = { all: { is: 'none' } };

/**
 * What an answer means for `ids`. A hotel's sign-in page, a proxy's error and half a body are no answers of the newsroom:
 * nothing is settled by them.
 */
export async function readAnswer(response: Response, ids: readonly string[]): Promise<Read> {
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) return { all: refusal(isOurs(said) ? said : undefined, retryAfter(response)) };
  if (typeof said !== 'object' || said === null) return NONE;
  if ('results' in said && Array.isArray(said.results)) return eachOf(said.results as Result[], ids);
  return 'id' in said ? { all: { is: 'receipt', receipt: said as Receipt } } : NONE;
}

function eachOf(results: readonly Result[], ids: readonly string[]): Read {
  const isFor = (id: string, at: number) => (results[at]?.id ?? id) === id;
  if (results.length !== ids.length || !ids.every(isFor)) return NONE;
  return {
    each: results.map((result) =>
      'receipt' in result ? { is: 'receipt', ...result } : refusal(result.problem, 0),
    ),
  };
}

function refusal(problem: ProblemDocument | undefined, waitMs: number): Answer {
  if (!problem || problem.status >= 500 || problem.retry === 'same') return { is: 'not_now', waitMs };
  if (problem.status === 401) return { is: 'signed_out' };
  return { is: 'refusal', problem };
}

function isOurs(said: unknown): said is ProblemDocument {
  return isProblem(said) && String(said.type).startsWith('urn:dateline:problem:');
}
