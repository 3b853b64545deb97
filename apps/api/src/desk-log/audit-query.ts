import { NAME } from '#contract/names';
import type { AuditPlace, AuditQuery } from '#journal/read/audit-reader';
import { malformed, wholeNumber } from '../http/query.js';

const PAGE = 100;
const LARGEST_PAGE = 500;
const NAME_LENGTH = 200;

export type AskedAudit = Readonly<
  Record<'story' | 'actor' | 'action' | 'before' | 'after' | 'limit', unknown>
>;

/** What to show of the audit. Throws CodedError `malformed`. */
export function auditQuery(asked: AskedAudit): AuditQuery {
  const limit = wholeNumber('limit', asked.limit) ?? PAGE;
  if (limit < 1 || limit > LARGEST_PAGE) throw malformed('limit', `must be 1 to ${LARGEST_PAGE}`);
  if (asked.before !== undefined && asked.after !== undefined)
    throw malformed('after', 'cannot be given together with before');
  const { story, actor, action } = auditFilters(asked);
  const [before, after] = [place('before', asked.before), place('after', asked.after)];
  return { story, actor, action, before, after, limit, ascending: after !== undefined };
}

/** Which story, whose doing, what was done; what is left out is everything. */
export function auditFilters({
  story,
  actor,
  action,
}: AskedAudit): Pick<AuditQuery, 'story' | 'actor' | 'action'> {
  return {
    story: text('story', story, NAME),
    actor: text('actor', actor, /^\P{Cc}{1,200}$/u),
    action: text('action', action, /^[a-z_]+\.[a-z_]+$/),
  };
}

function text(path: string, given: unknown, form: RegExp): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || given.length > NAME_LENGTH || !form.test(given))
    throw malformed(path, 'must be one that entries have');
  return given;
}

/** Nobody but us reads what is in a cursor. */
export function cursorOf({ at, key }: AuditPlace): string {
  return Buffer.from(`${at} ${key}`).toString('base64url');
}

function place(path: string, cursor: unknown): AuditPlace | undefined {
  if (cursor === undefined) return undefined;
  const read = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (d\d{19}|e[A-Za-z0-9._-]{1,80} \d{10})$/.exec(
    read,
  );
  const [, at, key] = match ?? [];
  if (!at || !key || Number.isNaN(Date.parse(at)))
    throw malformed(path, 'must be a cursor from a Link header, or from "newer" or "older"');
  return { at, key };
}
