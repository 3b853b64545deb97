import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CodedError } from '#contract/problems';
import { PERSON, type Person } from './person.js';
import { hashed } from './secrets.js';
import type { RefreshTokens } from './refresh-token.js';

/** A session that is not refreshed ends, and however often it is, it ends. */
const IDLE = '7 days';
const LONGEST = '30 days';

export interface OpenSession {
  readonly id: string;
  readonly person: string;
  readonly refreshToken: string;
}

/** Somebody as they are when they come in: their role may have changed since they were asked for their password. */
export interface Entered {
  readonly person: Person;
  readonly session: OpenSession;
}

export interface Renewal {
  /** When it came, as `performance.now()`. */
  readonly arrived: number;
  /** Made by the sender, and known to nobody else: the same when the same renewal is asked for again. */
  readonly requestId?: string | undefined;
}

/** Signed in, refreshed, signed out. */
export class Sessions {
  constructor(
    private readonly database: DataSource,
    private readonly tokens: RefreshTokens,
  ) {}

  /**
   * Null: since they were asked for their password it was changed, or the account closed. The person's row is held while
   * the session is written, so that whoever changes either sees this session and ends it, or is seen here. The row of one
   * of theirs that is long over is taken, if there is one: what is kept does not grow with every day.
   */
  async open({ id: asked, passwordHash }: Person): Promise<Entered | null> {
    const id = randomUUID();
    const refreshToken = this.tokens.first(id);
    const [person]: Person[] = await this.database.query(
      `with active as materialized (
         select ${PERSON} from people
         where id = $1 and state = 'active' and password_hash is not distinct from $4 for share
       ), over as materialized (
         select s.id from sessions s join active on active.id = s.person_id
         where least(ended_at, expires_at) < now() - interval '1 day' limit 1 for update of s skip locked
       ), taken as (
         update sessions s set id = $2, token_hash = $3, previous_hash = null, renewal_hash = null, started_at = now(),
           renewed_at = now(), expires_at = now() + interval '${IDLE}', ended_at = null
         from over where s.id = over.id returning s.id
       ), written as (
         insert into sessions (person_id, id, token_hash, started_at, renewed_at, expires_at)
         select active.id, $2, $3, now(), now(), now() + interval '${IDLE}' from active
         where not exists (select from taken) returning id
       )
       select active.* from active where exists (select from taken) or exists (select from written)`,
      [asked, id, hashed(refreshToken), passwordHash],
    );
    return person ? { person, session: { id, person: person.id, refreshToken } } : null;
  }

  /**
   * Its next token. One that was used before ends the session, but for two: one that arrived before the other use was
   * over, and a repeat by whoever made that use, since its answer was lost. Throws CodedError `session_over`.
   */
  async renew(token: string, renewal: Renewal): Promise<OpenSession> {
    const id = this.tokens.sessionOf(token);
    if (id === null) throw over();
    const refreshToken = this.tokens.next(token);
    const by = renewal.requestId === undefined ? null : hashed(renewal.requestId);
    // The row is held first: the moment of the renewal is not before those who waited for it arrived.
    const [renewed]: [{ person: string }[], number] = await this.database.query(
      `with held as materialized (select id from sessions where id = $1 for update)
       update sessions s set token_hash = $3, previous_hash = $2, renewal_hash = $4, renewed_at = clock_timestamp(),
         expires_at = least(now() + interval '${IDLE}', started_at + interval '${LONGEST}')
       from held where s.id = held.id and token_hash = $2 and ended_at is null and expires_at > now()
       returning person_id as person`,
      [id, hashed(token), hashed(refreshToken), by],
    );
    const person = renewed[0]?.person ?? (await this.renewedAlready(id, [hashed(token), by], renewal));
    if (person !== undefined) return { id, person, refreshToken };
    await this.end(id);
    throw over();
  }

  /** It stays ended. */
  async end(id: string): Promise<void> {
    await this.database.query(
      `with ended as (update sessions set ended_at = now() where id = $1 and ended_at is null returning id)
       update roster_version set version = gen_random_uuid()::text where id = 1 and exists (select from ended)`,
      [id],
    );
  }

  /** The session of a refresh token of ours, whether or not it holds still. */
  sessionOf(token: string): string | null {
    return this.tokens.sessionOf(token);
  }

  private async renewedAlready(
    id: string,
    [previous, by]: [previous: string, by: string | null],
    { arrived }: Renewal,
  ): Promise<string | undefined> {
    const [row]: { person: string }[] = await this.database.query(
      `select person_id as person from sessions
       where id = $1 and previous_hash = $2 and ended_at is null and expires_at > now()
         and (renewal_hash = $3 or renewed_at > clock_timestamp() - $4 * interval '1 millisecond')`,
      [id, previous, by, performance.now() - arrived],
    );
    return row?.person;
  }
}

const over = (): CodedError =>
  new CodedError('session_over', 'Its time is over, it was ended, or this refresh token was used before.');
