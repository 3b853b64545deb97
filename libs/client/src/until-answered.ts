import type { ProblemDocument } from '#contract/problems';
import { backoff, retryAfter } from './backoff.js';
import { problemAnswer } from './problem-answer.js';
import { RefusedError } from './refused-error.js';

/** An attempt that was not answered: what was said, if anything, and how long until the next one. */
export interface Attempt {
  /** From 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly problem?: ProblemDocument;
  readonly cause?: unknown;
}
/** What is sent each time, the same. A write carries an id of its sender's: however often it arrives, it happens once. */
export interface Asking {
  readonly address: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Bearer token. */
  readonly token: string;
  readonly body?: unknown;
  /** Ends the attempts. What was sent may have been recorded. */
  readonly signal?: AbortSignal | undefined;
  readonly onAttempt?: ((attempt: Attempt) => void) | undefined;
}

const BACKOFF_MS = 500;
const BACKOFF_CAP_MS = 30_000;
/** A phone on a dying network holds a request open for minutes; a second one with the same id is harmless. */
const ANSWER_MS = 20_000;

/**
 * Asks until the newsroom has answered: no answer, 5xx, 408 and 429 are asked again. Resolves to the answer's JSON.
 * Throws RefusedError on any other refusal, the signal's reason when aborted.
 */
export async function untilAnswered<T>(asking: Asking): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    asking.signal?.throwIfAborted();
    const outcome = await askOnce<T>(asking);
    if ('answer' in outcome) return outcome.answer;
    asking.signal?.throwIfAborted();
    const { notBefore = 0, ...why } = outcome;
    const waitMs = Math.round(notBefore + backoff(attempt, BACKOFF_MS, BACKOFF_CAP_MS));
    asking.onAttempt?.({ attempt, waitMs, ...why });
    await pause(waitMs, asking.signal);
  }
}

type Outcome<T> =
  | { readonly answer: T }
  | { readonly problem?: ProblemDocument; readonly cause?: unknown; readonly notBefore?: number };

async function askOnce<T>({ address, method, token, body, signal }: Asking): Promise<Outcome<T>> {
  const timeout = AbortSignal.timeout(ANSWER_MS);
  try {
    const response = await fetch(address, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.ok) return { answer: (await response.json()) as T };
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
