import type { Memberships, Role, SessionView } from '#contract/people';
import { CodedError } from '#contract/problems';
import { membershipIn } from '#domain/story/membership';
import { type ApiClient, ApiUnavailableError } from '../source/api-client.js';
import { FreshRun } from '../source/fresh-run.js';

/** With the 250 ms in which the api learns of a revocation: a revoked token’s sockets are closed within a second. */
const CHECK_MS = 500;
/** A session nobody could confirm for so long is not trusted any more. */
const TRUST_MS = 5_000;
const TOKEN_CHARACTERS = 4_096;

type SessionAnswer = Partial<SessionView>;
/** How much of a story's desk somebody sees: everything, what is theirs by name or city, nothing. */
export type Sight = 'all' | 'own' | 'nothing';
type EndOfSession = 'not_signed_in' | 'unavailable';

interface Session {
  readonly check: FreshRun<void>;
  readonly sockets: Set<(code: EndOfSession) => void>;
  confirmedAt: number;
  /** What the token may do, as it was when its sockets came. */
  rights: string | null;
  role: Role | undefined;
  memberships: Memberships;
  /** Milliseconds since 1970; infinite for a token that does not expire. */
  expiresAt: number;
}

/** Who is at the desk. The api is asked about each token again and again, once for all its sockets. */
export class DeskSessions {
  private readonly sessions = new Map<string, Session>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly api: ApiClient) {}

  start(): void {
    this.timer = setInterval(() => this.checkAll(), CHECK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Resolves for a token that the api confirms now; rejects with `not_signed_in`, or when the api is away. */
  async signIn(token: unknown): Promise<void> {
    if (typeof token !== 'string' || token.length > TOKEN_CHARACTERS || !/^[\x21-\x7e]+$/.test(token))
      throw new CodedError('not_signed_in', 'Send the bearer token as auth.token.');
    const session = this.sessions.get(token) ?? this.open(token);
    try {
      await session.check.ask();
    } catch (error) {
      if (session.sockets.size === 0) this.sessions.delete(token);
      throw error;
    }
  }

  /** Calls `end` once, when the session is over. Returns what to call when the socket is gone. */
  hold(token: string, end: (code: EndOfSession) => void): () => void {
    const session = this.sessions.get(token) ?? this.open(token);
    session.sockets.add(end);
    return () => {
      session.sockets.delete(end);
      if (session.sockets.size === 0 && this.sessions.get(token) === session) this.sessions.delete(token);
    };
  }

  /** What the holder of a token is told of a story's desk. The api is asked with that token and decides; this only says whom to ask for. */
  sightOf(token: string, story: string): Sight {
    const { role, memberships = [] } = this.sessions.get(token) ?? {};
    const membership = membershipIn(memberships, story);
    if (role === undefined || !membership) return 'nothing';
    return role === 'reporter' || membership.cities ? 'own' : 'all';
  }

  private open(token: string): Session {
    const session: Session = {
      check: new FreshRun(() => this.ask(token, session)),
      sockets: new Set(),
      confirmedAt: Date.now(),
      rights: null,
      role: undefined,
      memberships: [],
      expiresAt: Number.POSITIVE_INFINITY,
    };
    this.sessions.set(token, session);
    return session;
  }

  private async ask(token: string, session: Session): Promise<void> {
    const answer = JSON.parse(await this.api.session(token)) as SessionAnswer;
    const { role, story, cities, memberships, expiresAt } = answer;
    const rights = JSON.stringify([role, story, cities, memberships]);
    if (session.rights !== null && session.rights !== rights) this.end(token, session, 'not_signed_in');
    Object.assign(session, { rights, role, memberships: memberships ?? null });
    session.expiresAt = expiresAt ? Date.parse(expiresAt) : Number.POSITIVE_INFINITY;
    session.confirmedAt = Date.now();
  }

  private checkAll(): void {
    const now = Date.now();
    for (const [token, session] of this.sessions) {
      const isDeserted = session.sockets.size === 0 && now - session.confirmedAt > CHECK_MS;
      if (isDeserted) this.sessions.delete(token);
      else if (now >= session.expiresAt) this.end(token, session, 'not_signed_in');
      else if (now - session.confirmedAt > TRUST_MS) this.end(token, session, 'unavailable');
      else
        session.check.ask().catch((error: unknown) => {
          if (!(error instanceof ApiUnavailableError)) this.end(token, session, 'not_signed_in');
        });
    }
  }

  private end(token: string, session: Session, code: EndOfSession): void {
    if (this.sessions.get(token) === session) this.sessions.delete(token);
    const sockets = [...session.sockets];
    session.sockets.clear();
    for (const end of sockets) end(code);
  }
}
