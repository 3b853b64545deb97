import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CodedError } from '#contract/problems';
import { hashed } from './secrets.js';
import type { RefreshTokens } from './refresh-token.js';
import { changeRoster } from './roster-change.js';

/** A session that is not refreshed ends, and however often it is, it ends. */
const IDLE = '7 days';
const LONGEST = '30 days';

export interface OpenSession {
  readonly id: string;
  readonly person: string;
  readonly refreshToken: string;
}

/** Signed in, refreshed, signed out. */
export class Sessions {
  constructor(
    private readonly database: DataSource,
    private readonly tokens: RefreshTokens,
  ) {}

  /** Takes the row of one of theirs that is long over, if there is one: what is kept does not grow with every day. */
  async open(person: string): Promise<OpenSession> {
    const id = randomUUID();
    const refreshToken = this.tokens.first(id);
    const values = [person, id, hashed(refreshToken)];
    const taken: unknown[][] = await this.database.query(
      `update sessions set id = $2, token_hash = $3, previous_hash = null, started_at = now(), renewed_at = now(),
         expires_at = now() + interval '${IDLE}', ended_at = null
       where id = (select id from sessions where person_id = $1
         and least(ended_at, expires_at) < now() - interval '1 day' limit 1 for update skip locked)
       returning id`,
      values,
    );
    if (taken[0]?.length === 0)
      await this.database.query(
        `insert into sessions (person_id, id, token_hash, started_at, renewed_at, expires_at)
         values ($1, $2, $3, now(), now(), now() + interval '${IDLE}')`,
        values,
      );
    return { id, person, refreshToken };
  }

  /**
   * Its next token. The row is held before the moment is taken that says when it was renewed. One that was used before ends the session, unless it came before the other use was over: `arrived`
   * is that moment, as `performance.now()`. Throws CodedError `session_over`.
   */
  async renew(token: string, arrived: number): Promise<OpenSession> {
    const id = this.tokens.sessionOf(token);
    if (id === null) throw over();
    const refreshToken = this.tokens.next(token);
    const [renewed]: [{ person: string }[], number] = await this.database.query(
      `with held as materialized (select id from sessions where id = $1 for update)
       update sessions s set token_hash = $3, previous_hash = $2, renewed_at = clock_timestamp(),
         expires_at = least(now() + interval '${IDLE}', started_at + interval '${LONGEST}')
       from held where s.id = held.id and token_hash = $2 and ended_at is null and expires_at > now()
       returning person_id as person`,
      [id, hashed(token), hashed(refreshToken)],
    );
    const person = renewed[0]?.person ?? (await this.renewedMeanwhile(id, token, arrived));
    if (person !== undefined) return { id, person, refreshToken };
    await this.end(id);
    throw over();
  }

  /** It stays ended. */
  async end(id: string): Promise<void> {
    await changeRoster(this.database, (tx) =>
      tx.query('update sessions set ended_at = now() where id = $1 and ended_at is null', [id]),
    );
  }

  /** The session of a refresh token of ours, whether or not it holds still. */
  sessionOf(token: string): string | null {
    return this.tokens.sessionOf(token);
  }

  private async renewedMeanwhile(id: string, token: string, arrived: number): Promise<string | undefined> {
    const [row]: { person: string }[] = await this.database.query(
      `select person_id as person from sessions
       where id = $1 and previous_hash = $2 and ended_at is null and expires_at > now()
         and renewed_at > clock_timestamp() - $3 * interval '1 millisecond'`,
      [id, hashed(token), performance.now() - arrived],
    );
    return row?.person;
  }
}

const over = (): CodedError =>
  new CodedError('session_over', 'Its time is over, it was ended, or this refresh token was used before.');
