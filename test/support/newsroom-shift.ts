import type { Leading } from '#contract/figure';
import type { MetricSums, TotalsPatch } from '#contract/totals';
import type { JournalInMemory } from './journal-in-memory.js';

/** Repeatable chance, 0 ≤ x < 1. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One thing a newsroom does: mostly posts, sometimes of long ago, with totals that change, come and go. */
export function somethingHappens(journal: JournalInMemory, story: string, random: () => number): void {
  const recorded = journal.story(story);
  const published = [...recorded.updates.values()].filter(({ status }) => status === 'published');
  const some = published[Math.floor(random() * published.length)]?.id;
  const dice = random();
  if (dice < 0.6 || some === undefined) journal.post(story, aPost(random), somePatch(random));
  else if (dice < 0.7) journal.correct(story, some, { text: `Corrected ${random()}` });
  else if (dice < 0.75) journal.correct(story, some, { occurredAt: someTime(random) });
  else if (dice < 0.85) journal.retract(story, some);
  else if (dice < 0.95 && recorded.pins.length < 5) journal.pin(story, some);
  else journal.edit(story, `Title ${random()}`);
}

function aPost(random: () => number) {
  const isLate = random() < 0.2;
  const city = ['moscow', 'spb', 'kazan'][Math.floor(random() * 3)] ?? 'moscow';
  return {
    city,
    cities: [city],
    keyEvent: random() < 0.1,
    ...(isLate ? { occurredAt: someTime(random) } : {}),
  };
}

const someTime = (random: () => number): string =>
  new Date(Date.UTC(2021, 0, 23, 9) + Math.floor(random() * 600) * 1_000).toISOString().replace('.000Z', 'Z');

function somePatch(random: () => number): TotalsPatch {
  const low = Math.floor(random() * 1_000);
  const asOf = '2021-01-23T09:00:00Z';
  const figure = { low, high: low, qualifier: 'exact', words: null, label: `${low}`, asOf } as const;
  const leading: Leading = { ...figure, source: 'own' };
  const sums: MetricSums = {
    ...{ type: 'counter', citySum: null, storyWide: {}, leading, citySumExceedsClaim: false },
  };
  if (random() < 0.05) return { arrests: null };
  const city = ['moscow', 'spb', 'kazan'][Math.floor(random() * 3)] ?? 'moscow';
  const counts = { updates: { published: low, retracted: 0, corrected: 0 }, citiesReporting: 3 };
  return { counts, arrests: sums, [`arrests/${city}`]: random() < 0.1 ? null : { leading, range: null } };
}
