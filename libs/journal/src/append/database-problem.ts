import { CodedError } from '#contract/problems';

/** The connection broke while COMMIT was under way. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';

  constructor(cause: unknown) {
    super('The connection to the database was lost during a commit.', { cause });
  }
}

const LOCK_NOT_AVAILABLE = '55P03';
const STATEMENT_CANCELLED = '57014';
const UNIQUE_VIOLATION = '23505';

const sqlState = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
};

/**
 * The fault lies in what was to be written: the database said no to this data, or deciding it failed. Anything else
 * (gone, restarting, out of time) concerns every item of a group alike.
 */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof TypeError || error instanceof RangeError || /^(21|22|23|54)/.test(sqlState(error) ?? '')
  );
}

/** Somebody else held the story too long; nothing was stored. */
export function isBusy(error: unknown): boolean {
  return sqlState(error) === LOCK_NOT_AVAILABLE;
}

/** What the sender is told of a database error. Nothing was stored, unless the outcome is unknown: the same request again tells. */
export function databaseProblem(error: unknown): Error {
  if (error instanceof CodedError) return error;
  if (error instanceof OutcomeUnknownError)
    return coded(
      'outcome_unknown',
      'The connection was lost while it was recorded. Send the same request with the same id again: it is recorded once.',
      error,
    );
  const state = sqlState(error);
  if (state === LOCK_NOT_AVAILABLE || state === STATEMENT_CANCELLED) return busy(error);
  if (state === UNIQUE_VIOLATION)
    return coded(
      'id_reused',
      'This id or revision is stored with other contents; the first stored holds.',
      error,
    );
  if (isRefusal(error)) return asError(error);
  return coded(
    'unavailable',
    'The journal cannot be reached. Nothing was recorded; send the same request again.',
    error,
  );
}

/** Nothing was stored. */
export const busy = (cause?: unknown): CodedError =>
  coded(
    'busy',
    'The story is being changed by something that takes long. Nothing was recorded; send the same request again.',
    cause,
  );

function coded(
  code: 'outcome_unknown' | 'busy' | 'id_reused' | 'unavailable',
  detail: string,
  cause: unknown,
): CodedError {
  const error = new CodedError(code, detail);
  error.cause = cause;
  return error;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
