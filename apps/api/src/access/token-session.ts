import { type Membership, type Memberships, ROLES, type Role } from '#contract/people';
import { CodedError } from '#contract/problems';

/** Who a token belongs to. */
export interface Session {
  readonly name: string;
  readonly role: Role;
  readonly memberships: Memberships;
  /** Seconds since 1970; null: a key that holds until it is ended. */
  readonly expiresAt: number | null;
  readonly id: string;
  /** Null: a token made by the command line, or a key. */
  readonly signedIn: { readonly person: string; readonly session: string } | null;
  readonly isKey: boolean;
  /** Of a person: what the token says they may do, to be compared with what they may do now. */
  readonly rights: string;
}

type Rights = Pick<Session, 'name' | 'role' | 'memberships'>;
/** Equal texts for equal rights. */
export function rightsOf({ name, role, memberships }: Rights): string {
  const rows = memberships?.map(({ story, cities }) => [story, cities]);
  return JSON.stringify([name, role, rows]);
}

/** The claims of a token whose signature holds. Throws CodedError `not_signed_in` when they are not of our form. */
export function sessionOfClaims(claims: Readonly<Record<string, unknown>>): Session {
  const { sub, jti, exp, role, person, session } = claims;
  const known = ROLES.find((name) => name === role);
  if (!known || !isText(sub) || !isText(jti) || typeof exp !== 'number')
    throw refused('Its claims are incomplete.');
  const memberships = membershipsIn(claims);
  const signedIn = isText(person) && isText(session) ? { person, session } : null;
  if (!signedIn && (person !== undefined || session !== undefined)) throw refused('Its session is no name.');
  const who = { name: sub, role: known, memberships };
  return { ...who, expiresAt: exp, id: jti, signedIn, isKey: false, rights: rightsOf(who) };
}

function membershipsIn({ story = null, cities = null, memberships }: Readonly<Record<string, unknown>>) {
  if (memberships !== undefined) {
    if (!Array.isArray(memberships)) throw refused('Its memberships are no list.');
    return memberships.map((row: unknown) => {
      const { story: place, cities: some } = (row ?? {}) as Readonly<Record<string, unknown>>;
      return membership(place, some);
    });
  }
  return story === null && cities === null ? null : [membership(story, cities)];
}

function membership(story: unknown, cities: unknown): Membership {
  if (story !== null && !isText(story)) throw refused('Its story is no name.');
  if (cities === null) return { story, cities };
  if (!Array.isArray(cities) || !cities.every(isText)) throw refused('Its cities are no list.');
  return { story, cities };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const refused = (why: string) => new CodedError('not_signed_in', `The token is not valid. ${why}`);
