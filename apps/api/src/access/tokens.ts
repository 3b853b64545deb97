import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify } from 'jose';
import { CodedError } from '#contract/problems';
import { type Actor, ROLES } from '#domain/story/command';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from '#journal/token-key';
import { Revocations } from '#journal/revocations';

/** A token that was verified before costs a hash, not a signature check (100 µs of a post's 500). */
const REMEMBERED = 10_000;

export interface Session {
  readonly actor: Actor;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly id: string;
}
export const PUBLIC_KEY = Symbol('public key');

/** Bearer tokens: Ed25519, one issuer and audience, expiry required, revocation honoured within a second. */
@Injectable()
export class Tokens {
  private readonly verified = new Map<string, Session>();

  constructor(
    @Inject(PUBLIC_KEY) private readonly key: CryptoKey,
    private readonly revocations: Revocations,
  ) {}

  /** Throws CodedError `not_signed_in`. */
  async verify(token: string): Promise<Session> {
    const digest = createHash('sha256').update(token).digest('base64url');
    const session = this.verified.get(digest) ?? (await this.check(token));
    if (session.expiresAt * 1000 <= Date.now()) throw refused('It has expired.');
    if (this.revocations.has(session.id)) throw refused('It was revoked.');
    this.remember(digest, session);
    return session;
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
      return sessionOf(payload as Readonly<Record<string, unknown>>);
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

const refused = (why: string) =>
  new CodedError('not_signed_in', `The token is not valid. ${why} An admin makes a new one.`);

function sessionOf(claims: Readonly<Record<string, unknown>>): Session {
  const { sub, jti, exp, role, story = null, cities = null } = claims;
  const known = ROLES.find((name) => name === role);
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (!known || !isText(sub) || !isText(jti) || typeof exp !== 'number')
    throw refused('Its claims are incomplete.');
  if (story !== null && !isText(story)) throw refused('Its story is no name.');
  if (cities !== null && !(Array.isArray(cities) && cities.every(isText)))
    throw refused('Its cities are no list.');
  return {
    actor: { name: sub, role: known, story, cities: cities as readonly string[] | null },
    expiresAt: exp,
    id: jti,
  };
}
