/** What the sender can do: `never` helps to repeat it as it is, `same` request again, `resume` or take a `snapshot`. */
export type Retry = 'never' | 'same' | 'resume' | 'snapshot' | 'changed';
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly retry: Retry;
}

/** The only table of error codes. */
export const PROBLEMS = {
  malformed: { status: 400, title: 'The request is not of the form this address takes.', retry: 'changed' },
  invalid_json: { status: 400, title: 'The body is not valid JSON in UTF-8.', retry: 'changed' },
  too_deep: { status: 400, title: 'The body is nested too deeply.', retry: 'changed' },
  unknown_city: { status: 400, title: 'The story has no such city.', retry: 'changed' },
  unknown_source: { status: 400, title: 'The story has no such source.', retry: 'changed' },
  unknown_metric: { status: 400, title: 'The story has no such metric.', retry: 'changed' },
  in_the_future: { status: 400, title: 'A time lies in the future.', retry: 'changed' },
  invalid_figure: { status: 400, title: 'A figure does not say exactly one thing.', retry: 'changed' },
  not_a_photo: { status: 400, title: 'This is no photo that can be read.', retry: 'changed' },
  other_story: { status: 400, title: 'The record belongs to another story.', retry: 'changed' },
  not_signed_in: { status: 401, title: 'A valid bearer token is needed.', retry: 'changed' },
  wrong_password: {
    status: 401,
    title: 'Name and password do not belong together, or may not sign in.',
    retry: 'changed',
  },
  sign_in_refused: { status: 401, title: 'This account elsewhere signs nobody in.', retry: 'changed' },
  session_over: { status: 401, title: 'The session is over. Sign in again.', retry: 'changed' },
  csrf_header_required: { status: 403, title: 'Send the header X-CSRF-Protection: 1.', retry: 'changed' },
  not_allowed: { status: 403, title: 'This token may not do that.', retry: 'never' },
  origin_not_allowed: { status: 403, title: 'This page may not connect here.', retry: 'never' },
  story_not_found: { status: 404, title: 'There is no such story.', retry: 'never' },
  filing_not_found: { status: 404, title: 'There is no such filing at this desk.', retry: 'never' },
  update_not_found: { status: 404, title: 'There is no such update in this story.', retry: 'never' },
  person_not_found: { status: 404, title: 'There is no such person.', retry: 'never' },
  session_not_found: { status: 404, title: 'There is no such session.', retry: 'never' },
  note_not_found: { status: 404, title: 'There is no such note in this story.', retry: 'never' },
  api_key_not_found: { status: 404, title: 'There is no such key.', retry: 'never' },
  photo_not_found: { status: 404, title: 'There is no such photo in this story.', retry: 'never' },
  flag_not_found: { status: 404, title: 'There is no such flag in this story.', retry: 'never' },
  not_found: { status: 404, title: 'There is nothing at this address.', retry: 'never' },
  method_not_allowed: { status: 405, title: 'This address does not take that method.', retry: 'never' },
  id_reused: { status: 409, title: 'This id was used for another request.', retry: 'changed' },
  story_draft: { status: 409, title: 'The story is a draft that readers do not see.', retry: 'changed' },
  story_paused: { status: 409, title: 'The story is paused.', retry: 'changed' },
  story_archived: { status: 409, title: 'The story is archived.', retry: 'never' },
  not_a_draft: { status: 409, title: 'Readers have seen the story.', retry: 'changed' },
  figure_held: { status: 409, title: 'A figure waits for a second person.', retry: 'changed' },
  second_person_needed: {
    status: 409,
    title: 'Somebody other than who filed the figure has to rule on it.',
    retry: 'changed',
  },
  story_closed: { status: 409, title: 'The story is closed.', retry: 'never' },
  request_stalled: { status: 408, title: 'The request stopped coming in.', retry: 'same' },
  update_retracted: { status: 409, title: 'The update is retracted.', retry: 'changed' },
  not_retracted: { status: 409, title: 'The update is not retracted.', retry: 'never' },
  not_pinned: { status: 409, title: 'These are not the pinned updates.', retry: 'changed' },
  leased: { status: 409, title: 'Somebody else is working on it.', retry: 'changed' },
  not_a_typo: { status: 409, title: 'This needs a correction note.', retry: 'changed' },
  flags_not_seen: {
    status: 409,
    title: 'The photo is flagged; say that this was seen.',
    retry: 'changed',
  },
  flag_answered: { status: 409, title: 'The flag was answered otherwise.', retry: 'never' },
  too_late_to_undo: { status: 409, title: 'It is too late to undo this.', retry: 'never' },
  already_answered: { status: 409, title: 'The note is answered.', retry: 'never' },
  still_in_use: { status: 409, title: 'Updates use what this would remove.', retry: 'changed' },
  filing_settled: { status: 409, title: 'The filing is not where this can be done.', retry: 'changed' },
  name_taken: { status: 409, title: 'Somebody has this name.', retry: 'changed' },
  secret_spent: {
    status: 410,
    title: 'This invitation or reset was used, has expired, or never was.',
    retry: 'never',
  },
  position_too_old: { status: 410, title: 'These events are too many to resume from.', retry: 'snapshot' },
  other_epoch: { status: 410, title: 'The position is of another epoch.', retry: 'snapshot' },
  position_ahead: { status: 410, title: 'The position is ahead of the story.', retry: 'snapshot' },
  stale_version: { status: 412, title: 'It was changed meanwhile.', retry: 'changed' },
  stale_revision: { status: 412, title: 'The update has a newer revision.', retry: 'changed' },
  too_large: { status: 413, title: 'The body is too large.', retry: 'changed' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json.', retry: 'changed' },
  version_required: { status: 428, title: 'Say which version you read: If-Match.', retry: 'changed' },
  revision_required: { status: 428, title: 'Say which revision you read: If-Match.', retry: 'changed' },
  reader_too_slow: { status: 429, title: 'The connection took in too little.', retry: 'resume' },
  too_many_requests: { status: 429, title: 'Too many requests.', retry: 'same' },
  internal: { status: 500, title: 'Something went wrong here.', retry: 'same' },
  unavailable: { status: 503, title: 'The newsroom cannot record or answer this now.', retry: 'same' },
  outcome_unknown: { status: 503, title: 'It is not known whether this was recorded.', retry: 'same' },
  busy: { status: 503, title: 'The story is busy.', retry: 'same' },
} as const satisfies Record<string, Problem>;
export type ProblemCode = keyof typeof PROBLEMS;

/** One thing wrong, where. `path` is dotted: `figures.0.value`. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457. Also the acknowledgement of a refused socket event. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly retry: Retry;
  /** What happened and what is still possible, for a person. */
  readonly detail?: string;
  readonly fields?: readonly FieldProblem[];
  /** With `stale_revision`: the newest revision. */
  readonly revision?: number;
  /** With 412 and 428: what is there now, as the desk reads it, so that a second editor holds both versions. */
  readonly current?: unknown;
}

/** An error the sender is told of, by its code. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  /** What is there instead of what the sender had read. */
  current: unknown;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly fields: readonly FieldProblem[] = [],
    readonly revision?: number,
    /** Seconds, with `too_many_requests`. */
    readonly retryAfter?: number,
  ) {
    super(detail);
  }
}

export function problemDocument(
  code: ProblemCode,
  detail?: string,
  extra: { fields?: readonly FieldProblem[]; revision?: number; current?: unknown } = {},
): ProblemDocument {
  const { title, status, retry } = PROBLEMS[code];
  return {
    type: `urn:dateline:problem:${code}`,
    title,
    status,
    code,
    retry,
    ...(detail === undefined ? {} : { detail }),
    ...(extra.fields?.length ? { fields: extra.fields } : {}),
    ...(extra.revision === undefined ? {} : { revision: extra.revision }),
    ...(extra.current === undefined ? {} : { current: extra.current }),
  };
}
