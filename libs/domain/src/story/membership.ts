import type { Membership, Memberships } from '#contract/people';

const EVERYWHERE: Membership = { story: null, cities: null };

/** What somebody may touch in a story: the row that names it, else the one for every story. Undefined: nothing. */
export function membershipIn(memberships: Memberships, story: string): Membership | undefined {
  if (memberships === null) return EVERYWHERE;
  return memberships.find((each) => each.story === story) ?? memberships.find((each) => each.story === null);
}

/** As they are stored and compared: equal rights are equal texts. All of everything is null. */
export function inOrder(memberships: Memberships): Memberships {
  if (memberships === null) return null;
  const [only, ...more] = memberships;
  if (only?.story === null && only.cities === null && more.length === 0) return null;
  const rows = memberships.map(({ story, cities }) => ({ story, cities: cities && [...cities].sort() }));
  return rows.sort((a, b) => ((a.story ?? '') < (b.story ?? '') ? -1 : 1));
}
