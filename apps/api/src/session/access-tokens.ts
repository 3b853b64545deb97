import { Inject, Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import type { AccessGrant } from '#contract/people';
import { CodedError } from '#contract/problems';
import type { Person } from '#desk/person';
import { signTokenOf } from '#journal/token-key';
import { SIGNING_KEY } from '../access/signing-key.js';

const HOLDS_MS = 10 * 60 * 1000;

/** Access tokens of those who signed in. */
@Injectable()
export class AccessTokens {
  constructor(@Inject(SIGNING_KEY) private readonly key: JWK) {}

  /** Throws CodedError `session_over` for somebody who may not sign in any more. */
  async grant(person: Person, session: string): Promise<AccessGrant> {
    const { id, name, role, memberships, state } = person;
    if (state !== 'active') throw new CodedError('session_over', 'An admin has closed this account.');
    const until = new Date(Math.floor((Date.now() + HOLDS_MS) / 1000) * 1000);
    const holder = { name, role, memberships, signedIn: { person: id, session } };
    return { accessToken: await signTokenOf(this.key, holder, until), expiresAt: until.toISOString() };
  }
}
