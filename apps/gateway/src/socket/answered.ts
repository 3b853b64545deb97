import { CodedError, type ProblemDocument, problemDocument } from '#contract/problems';
import { ApiUnavailableError } from '../source/api-client.js';

type Acknowledge = (answer: unknown) => void;

/**
 * Handles one event of a socket. The answer goes through the acknowledgement, an error as its problem document, and
 * nothing that is sent can throw: an event without an acknowledgement is ignored.
 */
export function answered(
  work: (payload: unknown, acknowledge: Acknowledge) => Promise<void> | void,
): (...args: unknown[]) => void {
  return (...args) => {
    const acknowledge = args.at(-1);
    if (typeof acknowledge !== 'function') return;
    const [payload] = args.slice(0, -1);
    const answer = acknowledge as Acknowledge;
    Promise.resolve()
      .then(() => work(payload, answer))
      .catch((error: unknown) => answer(problemOf(error)))
      .catch(() => undefined);
  };
}

/** What the sender is told of an error: only what a coded error says. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof CodedError)
    return problemDocument(error.code, error.message, { fields: error.fields });
  if (error instanceof ApiUnavailableError) return problemDocument('unavailable');
  return problemDocument('internal');
}
