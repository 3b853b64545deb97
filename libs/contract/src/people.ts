import type { Instant } from './figure.js';
import type { ProblemDocument } from './problems.js';
import type { Receipt } from './update.js';

export const ROLES = ['reporter', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Where somebody works. `story` null: in every story that has no row of its own; `cities` null: for all of them. */
export interface Membership {
  readonly story: string | null;
  readonly cities: readonly string[] | null;
}
/** Null: everywhere. Empty: nowhere yet. */
export type Memberships = readonly Membership[] | null;

export const PERSON_STATES = ['active', 'disabled', 'frozen'] as const;
export type PersonState = (typeof PERSON_STATES)[number];

/** What a person signs in with and what the desk sees beside their updates; one of a kind whatever its capitals. */
export const PERSON_NAME = /^(?=.{1,60}$)[\p{L}\p{N}][\p{L}\p{M}\p{N}._'’-]*(?: [\p{L}\p{M}\p{N}._'’-]+)*$/u;
/** Characters of a new password. */
export const PASSWORD = { least: 10, most: 256 } as const;

/** The body of `POST /v1/sign-in`. */
export interface SignIn {
  readonly name: string;
  readonly password: string;
}
/** The answer of `POST /v1/sign-in` and `POST /v1/session/refresh`. The refresh token comes as a cookie. */
export interface AccessGrant {
  readonly accessToken: string;
  readonly expiresAt: Instant;
}
/** The body of `POST /v1/session/refresh`; it may be left out. */
export interface RefreshSession {
  /** A uuid made by the sender. Whose answer was lost sends the same again, and gets the same cookie. */
  readonly requestId?: string;
  /** Who only looks whether somebody is signed in: where nobody is, that is no error but 204. */
  readonly ifAny?: boolean;
}
/** The answer of `GET /v1/session`. `story` and `cities` are left out where there are several memberships. */
export interface SessionView {
  readonly name: string;
  readonly role: Role;
  readonly story?: string | null;
  readonly cities?: readonly string[] | null;
  readonly memberships: Memberships;
  readonly expiresAt: Instant | null;
}

/** One of the asker's sessions, in the answer of `GET /v1/sessions`. */
export interface OwnSession {
  readonly id: string;
  /** The one that asks. */
  readonly isThis: boolean;
  readonly startedAt: Instant;
  readonly renewedAt: Instant;
  readonly expiresAt: Instant;
}
/** The body of `PUT /v1/session/password`. */
export interface ChangePassword {
  readonly current: string;
  readonly password: string;
}

/** The body of `POST /v1/people`. */
export interface InvitePerson {
  readonly name: string;
  readonly role: Role;
  /** Null or left out: everywhere. */
  readonly memberships?: Memberships;
  /** What they come with the first time they sign in elsewhere, where that is not their name: an e-mail address. */
  readonly signsInAs?: string;
}
/** The body of `PATCH /v1/people/{person}`. */
export interface ChangePerson {
  readonly role?: Role;
  readonly memberships?: Memberships;
  readonly state?: PersonState;
  /** As with an invitation: what was bound before is so no more. Null: they sign in elsewhere no more. */
  readonly signsInAs?: string | null;
}
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly state: PersonState;
  readonly memberships: Memberships;
  /** False: the invitation was not accepted yet. */
  readonly hasPassword: boolean;
}

/** The body of `POST /v1/people/{person}/freezing`. */
export interface FreezePerson {
  /** How many of the updates they filed, corrected or let go last are retracted with it, at most 100; none when left out. */
  readonly pull?: number;
  /** The reason readers see; with `pull`. */
  readonly note?: string;
}
export type PulledUpdate = {
  readonly story: string;
  readonly id: string;
  /** Whose update it is, where it is not theirs: it was pulled since it said what they corrected it to, or what they let go. */
  readonly filedBy?: string;
} & ({ readonly receipt: Receipt } | { readonly problem: ProblemDocument });
export interface FrozenPerson {
  readonly person: PersonView;
  /** What was retracted, and what could not be. */
  readonly pulled: readonly PulledUpdate[];
}

/** What sets a password, once. Shown to who made it and kept nowhere. */
export interface PasswordSecret {
  readonly secret: string;
  readonly expiresAt: Instant;
}
/** The answer of `POST /v1/people`. */
export interface Invitation extends PasswordSecret {
  readonly person: PersonView;
}
/** The body of `POST /v1/invitations/acceptance`. `name`: the one that was invited. */
export interface AcceptInvitation extends SignIn {
  readonly secret: string;
}
/** The body of `POST /v1/password-resets/completion`. */
export interface CompleteReset {
  readonly secret: string;
  readonly password: string;
}

/** The body of `POST /v1/api-keys`. */
export interface MakeApiKey extends Omit<InvitePerson, 'signsInAs'> {
  readonly expiresAt?: Instant | null;
}
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  /** How the key begins: enough to tell it from others. */
  readonly prefix: string;
  readonly role: Role;
  readonly memberships: Memberships;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant | null;
  readonly endedAt: Instant | null;
}
/** The answer of `POST /v1/api-keys`: the only time the key is shown. */
export interface NewApiKey extends ApiKeyView {
  readonly key: string;
}
