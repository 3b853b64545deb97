import { CodedError, type ProblemDocument, problemDocument } from '#contract/problems';
import { ApiUnavailableError } from '../source/api-client.js';

/** What the sender is told of an error: only what a coded error says. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof CodedError)
    return problemDocument(error.code, error.message, { fields: error.fields });
  if (error instanceof ApiUnavailableError) return problemDocument('unavailable');
  return problemDocument('internal');
}
