import type { ProblemDocument } from '#contract/problems';
import type { PostUpdate, Receipt } from '#contract/update';
import { backoff, retryAfter } from './backoff.js';
import { problemAnswer } from './problem-answer.js';
import { RefusedError } from './refused-error.js';
import { storyAddress } from './transport.js';

/** An attempt without a receipt: what was answered, if anything, and how long until the next one. */
export interface Attempt {
  /** From 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly problem?: ProblemDocument;
  readonly cause?: unknown;
}
export interface PostUpdateOptions {
  readonly url: string;
  /** Bearer token of the reporter. */
  readonly token: string;
  readonly story: string;
  readonly update: PostUpdate;
  /** Ends the attempts. The update may have been recorded: the same id asks again safely. */
  readonly signal?: AbortSignal;
  readonly onAttempt?: (attempt: Attempt) => void;
}

const BACKOFF_MS = 500;
const BACKOFF_CAP_MS = 30_000;
/** A phone on a dying network holds a request open for minutes; a second one with the same id is harmless. */
const ANSWER_MS = 20_000;

/**
 * Files an update until the newsroom has answered: no answer, 5xx, 408 and 429 are tried again with the same id, which
 * is recorded once however often it arrives. Throws RefusedError on any other refusal, the signal's reason when aborted.
 */
export async function postUpdate(options: PostUpdateOptions): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted();
    const outcome = await attemptOnce(options);
    if ('receipt' in outcome) return outcome.receipt;
    options.signal?.throwIfAborted();
    const { notBefore = 0, ...why } = outcome;
    const waitMs = Math.round(notBefore + backoff(attempt, BACKOFF_MS, BACKOFF_CAP_MS));
    options.onAttempt?.({ attempt, waitMs, ...why });
    await pause(waitMs, options.signal);
  }
}

type Outcome =
  | { readonly receipt: Receipt }
  | { readonly problem?: ProblemDocument; readonly cause?: unknown; readonly notBefore?: number };

async function attemptOnce({ url, token, story, update, signal }: PostUpdateOptions): Promise<Outcome> {
  const timeout = AbortSignal.timeout(ANSWER_MS);
  try {
    const response = await fetch(storyAddress({ url, story }, '/updates'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(update),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.ok) return { receipt: (await response.json()) as Receipt };
    const problem = await problemAnswer(response);
    if (!mayPass(response.status)) throw new RefusedError(problem);
    return { problem, notBefore: retryAfter(response) };
  } catch (cause) {
    if (cause instanceof RefusedError) throw cause;
    return { cause };
  }
}

function mayPass(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
