import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify } from 'jose';
import { CodedError } from '#contract/problems';
import { Roster } from '#desk/roster';
import { KEY_START } from '#desk/secrets';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from '#journal/token-key';
import { Revocations } from '#journal/revocations';
import { sessionOfKey } from './key-session.js';
import { rightsOf, type Session, sessionOfClaims } from './token-session.js';

/** A token that was verified before costs a hash, not a signature check (100 µs of a post's 500). */
const REMEMBERED = 10_000;

export const PUBLIC_KEY = Symbol('public key');

/**
 * Bearer tokens: Ed25519, one issuer and audience, expiry required; and programs' keys. That one was revoked, its
 * session ended, or its holder may do something else by now is honoured within a second.
 */
@Injectable()
export class Tokens {
  private readonly verified = new Map<string, Session>();

  constructor(
    @Inject(PUBLIC_KEY) private readonly key: CryptoKey,
    private readonly revocations: Revocations,
    private readonly roster: Roster,
  ) {}

  /** Throws CodedError `not_signed_in`. */
  async verify(token: string): Promise<Session> {
    const digest = createHash('sha256').update(token).digest('base64url');
    if (token.startsWith(KEY_START)) return sessionOfKey(await this.roster.key(digest));
    const session = this.verified.get(digest) ?? (await this.check(token));
    if (session.expiresAt !== null && session.expiresAt * 1000 <= Date.now())
      throw refused('It has expired.');
    if (this.revocations.has(session.id)) throw refused('It was revoked.');
    await this.checkHolder(session);
    this.remember(digest, session);
    return session;
  }

  /** A token of the command line is no account's; it does not open what was closed to the name it bears. */
  private async checkHolder({ name, signedIn, rights }: Session): Promise<void> {
    if (!signedIn && !this.roster.isClosed(name)) return;
    const person = signedIn && (await this.roster.holder(signedIn.session, signedIn.person));
    if (person?.state !== 'active') throw refused('Its session is over, or the account is closed.');
    if (rightsOf(person) !== rights)
      throw refused('What its holder may do has changed: refresh the session.');
  }

  private async check(token: string): Promise<Session> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [TOKEN_ALGORITHM],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        typ: TOKEN_TYPE,
        requiredClaims: ['sub', 'jti', 'exp', 'role'],
      });
      return sessionOfClaims(payload as Readonly<Record<string, unknown>>);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refused('Its signature or claims do not hold.');
      throw error;
    }
  }

  private remember(digest: string, session: Session): void {
    if (this.verified.size >= REMEMBERED) this.verified.clear();
    this.verified.set(digest, session);
  }
}

const refused = (why: string) => new CodedError('not_signed_in', `The token is not valid. ${why}`);
