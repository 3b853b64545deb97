import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * `session.secret.tag`. The tag, which only the newsroom's key makes, tells a token of ours that was used before from
 * one that somebody made up: the first ends its session, the second does nothing. What follows a token follows from it,
 * so two requests that come with the same one at once are given the same next one.
 */
export class RefreshTokens {
  constructor(private readonly key: Buffer) {}

  first(session: string): string {
    return this.tagged(session, randomBytes(32).toString('base64url'));
  }

  next(token: string): string {
    return this.tagged(sessionIn(token), this.mac('next', token));
  }

  /** The session it is of; null for one that is not ours. */
  sessionOf(token: string): string | null {
    const [session = '', secret = '', tag = '', ...more] = token.split('.');
    if (more.length || !session || !secret) return null;
    const [given, right] = [Buffer.from(tag), Buffer.from(this.mac('tag', `${session}.${secret}`))];
    return given.length === right.length && timingSafeEqual(given, right) ? session : null;
  }

  private tagged(session: string, secret: string): string {
    return `${session}.${secret}.${this.mac('tag', `${session}.${secret}`)}`;
  }

  private mac(what: string, text: string): string {
    return createHmac('sha256', this.key).update(`${what} ${text}`).digest('base64url');
  }
}

const sessionIn = (token: string): string => token.slice(0, token.indexOf('.'));
