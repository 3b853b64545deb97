import type { AccessGrant, SessionView, SignIn } from '#contract/people';
import { problemDocument } from '#contract/problems';
import { problemAnswer } from './problem-answer.js';
import { RefusedError } from './refused-error.js';
import { holderOf } from './token-holder.js';

/** A token that ends within this time is renewed before it is used: the request may take as long as that. */
const RENEW_BEFORE_MS = 60_000;
const ANSWER_MS = 20_000;
/** One tab renews at a time: the cookie is theirs in common, and one that is used twice ends the session. */
const LOCK = 'dateline-session';
/** The id of a renewal whose answer has not come. Not a secret: without the cookie it is good for nothing. */
const PENDING = 'dateline-renewal';

/** Somebody signed out and the newsroom could not be told yet: until it was, the cookie is taken up by nobody. */
const LEFT = 'dateline-left';

/** What was asked has no answer: no network, or a newsroom that says nothing. What was sent may have been recorded. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';

  constructor(cause: unknown) {
    super('The newsroom cannot be reached.', { cause });
  }
}

/**
 * Somebody's session in a page of the newsroom: the refresh token is a cookie that no script sees, the access token is in
 * memory only, and gone with the page.
 */
export class Session {
  private grant: AccessGrant | undefined;
  /** Whose session this page is for, once that is known. */
  private holder: string | undefined;
  private renewing: Promise<AccessGrant> | undefined;

  /** `over` is told once the newsroom has said that nobody is signed in any more. */
  constructor(
    private readonly url: string,
    private readonly over: () => void,
  ) {}

  /** Throws RefusedError (`wrong_password`, `too_many_requests`), UnreachableError. */
  async signIn(who: SignIn): Promise<SessionView> {
    // not beside a renewal of the session before: whichever answer came last would be kept
    this.grant = await navigator.locks.request(LOCK, () => post<AccessGrant>(`${this.url}/v1/sign-in`, who));
    this.holder = holderOf(this.grant.accessToken);
    localStorage.removeItem(LEFT);
    return this.view();
  }

  /** Whose session the cookie is. Null: nobody's. Throws UnreachableError, RefusedError where that can't be said now. */
  async resume(): Promise<SessionView | null> {
    try {
      if (localStorage.getItem(LEFT) !== null) {
        await this.tellLeft();
        return null;
      }
      await this.token();
      return await this.view();
    } catch (error) {
      if (isFinal(error)) return null;
      throw error;
    }
  }

  /** An access token that holds for another minute. Throws RefusedError `session_over`, UnreachableError. */
  async token(): Promise<string> {
    if (this.grant && Date.parse(this.grant.expiresAt) - Date.now() > RENEW_BEFORE_MS)
      return this.grant.accessToken;
    this.renewing ??= this.renew().finally(() => {
      this.renewing = undefined;
    });
    return (await this.renewing).accessToken;
  }

  /** The token was refused before its time: the next request renews it. */
  forget(): void {
    this.grant = undefined;
  }

  /** Ends it everywhere. Throws UnreachableError: then here at once, and everywhere as soon as the newsroom is told. */
  async signOut(): Promise<void> {
    this.grant = undefined;
    localStorage.setItem(LEFT, 'yes');
    await this.tellLeft();
  }

  private async tellLeft(): Promise<void> {
    await post(`${this.url}/v1/sign-out`).catch((error: unknown) => {
      if (!isFinal(error)) throw error; // refused: there was no session any more
    });
    localStorage.removeItem(LEFT);
  }

  private view(): Promise<SessionView> {
    return answered<SessionView>(`${this.url}/v1/session`, {
      headers: { authorization: `Bearer ${this.grant?.accessToken ?? ''}` },
    });
  }

  private renew(): Promise<AccessGrant> {
    return navigator.locks.request(LOCK, async () => {
      if (localStorage.getItem(LEFT) !== null) throw this.ended();
      const requestId = localStorage.getItem(PENDING) ?? crypto.randomUUID();
      localStorage.setItem(PENDING, requestId);
      try {
        const asked = { requestId, ifAny: true }; // a browser's console calls an answer of 401 an error
        const grant = await post<AccessGrant | undefined>(`${this.url}/v1/session/refresh`, asked);
        if (!grant) throw new RefusedError(problemDocument('session_over'));
        this.grant = this.ofHolder(grant);
      } catch (error) {
        if (isFinal(error)) {
          localStorage.removeItem(PENDING);
          this.over();
        }
        throw error;
      }
      localStorage.removeItem(PENDING);
      return this.grant;
    });
  }

  private ended(): RefusedError {
    this.over();
    return new RefusedError(problemDocument('session_over'));
  }

  /** Somebody else may have signed in in another tab: what is done on this page is not done in their name. */
  private ofHolder(grant: AccessGrant): AccessGrant {
    const holder = holderOf(grant.accessToken);
    this.holder ??= holder;
    if (this.holder === holder) return grant;
    this.grant = undefined;
    throw new RefusedError(problemDocument('session_over'));
  }
}

/** Anything else, as an api of another version that does not take the form, says nothing of the session. */
function isFinal(error: unknown): boolean {
  return error instanceof RefusedError && [401, 403].includes(error.problem.status);
}

function post<T>(address: string, body?: unknown): Promise<T> {
  return answered<T>(address, {
    method: 'POST',
    headers: {
      'x-csrf-protection': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** The JSON of the answer; undefined of one without a body. Throws RefusedError, UnreachableError. */
export async function answered<T>(address: string, request: RequestInit): Promise<T> {
  const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS), ...request }).catch(
    (error: unknown) => {
      throw new UnreachableError(error);
    },
  );
  if (!response.ok) throw new RefusedError(await problemAnswer(response));
  const text = await response.text().catch((error: unknown) => {
    throw new UnreachableError(error);
  });
  return (text ? JSON.parse(text) : undefined) as T;
}
