import { expect } from '@jest/globals';
import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import { concerns } from '#contract/view';
import type { Receipt } from '#contract/update';
import { eventually } from './eventually.js';
import type { NewsroomInParts } from './newsroom-in-parts.js';
import { stateHash } from './state-hash.js';
import type { Witness } from './witness.js';

const PAGE = 500;

/** All public events of a story, as the journal has them. */
export async function journaledEvents(
  { journal }: Pick<NewsroomInParts, 'journal'>,
  story: string,
): Promise<StoryEvent[]> {
  const head = await journal.head(story);
  const events: StoryEvent[] = [];
  while (events.length < (head?.seq ?? 0)) {
    const from = events.length + 1;
    const page = await journal.events(story, from, Math.min(from + PAGE - 1, head?.seq ?? 0));
    events.push(...page.map(({ event }) => event));
  }
  return events;
}

/** What must hold of every reader once nothing is under way: told each event once, in order, and showing the journal's state. */
export async function expectAllTold(
  newsroom: Pick<NewsroomInParts, 'journal'>,
  story: string,
  readers: readonly Witness[],
  withinMs = 45_000, // a stock client takes up to 35 s to notice that a connection is dead: ping interval and timeout
): Promise<void> {
  const head = await newsroom.journal.head(story);
  const isThere = ({ view }: Witness) =>
    view?.position.epoch === head?.epoch && (view?.position.seq ?? -1) >= (head?.seq ?? 0);
  const late = () => readers.filter((reader) => !isThere(reader));
  await eventually('every reader at the head', () => late().length === 0, withinMs).catch(
    (error: unknown) => {
      const some = late()
        .slice(0, 5)
        .map(({ name, view }) => `${name} at ${JSON.stringify(view?.position)}`);
      throw new Error(
        `${String(error)}: ${late().length} are not, as ${some.join(', ')}; ${JSON.stringify(head)}`,
      );
    },
  );
  const events = await journaledEvents(newsroom, story);
  const truths = new Map<string | undefined, string>();
  for (const reader of readers) {
    const { city, view, name } = reader;
    const truth = truths.get(city) ?? hashOf(await newsroom.journal.snapshot(story, city));
    truths.set(city, truth);
    const inEpoch = sinceEpoch(reader, head?.epoch);
    expect({ name, told: inEpoch.seqs }).toEqual({ name, told: mustBeTold(events, inEpoch) });
    expect({ name, state: hashOf(view) }).toEqual({ name, state: truth });
  }
}

type Told = Pick<Witness, 'city' | 'wholes' | 'seqs'>;

/** What a reader was told since it took a whole story of this epoch. */
function sinceEpoch({ city, wholes, seqs }: Witness, epoch: string | undefined): Told {
  const first = wholes.findIndex(({ position }) => position.epoch === epoch);
  const skipped = wholes[first]?.told ?? 0;
  const later = wholes.slice(first).map(({ position, told }) => ({ position, told: told - skipped }));
  return { city, wholes: later, seqs: seqs.slice(skipped) };
}

/** Every event after the first whole story it was given, less those that came inside a later one. */
function mustBeTold(events: readonly StoryEvent[], { city, wholes, seqs }: Told): number[] {
  const spans = wholes.map(({ position, told }) => ({ from: seqs[told - 1] ?? 0, to: position.seq }));
  const isTold = new Set(seqs);
  const isInside = (seq: number) => !isTold.has(seq) && spans.some(({ from, to }) => seq > from && seq <= to);
  return events.filter((event) => concerns(event, city) && !isInside(event.seq)).map(({ seq }) => seq);
}

const hashOf = (snapshot: Snapshot | null | undefined): string => (snapshot ? stateHash(snapshot) : 'none');

/** Each receipt's event is in the journal under its number. */
export async function expectAllRecorded(
  newsroom: NewsroomInParts,
  story: string,
  receipts: readonly Receipt[],
): Promise<void> {
  const rows = await newsroom.dateline.sql<{ seq: number; update: string | null; revision: number | null }>(
    'select seq, update_id as update, revision from events where story_id = $1',
    [story],
  );
  const held = new Map(rows.map((row) => [row.seq, row]));
  const numbered = receipts.filter(({ seq }) => seq !== null);
  const lost = numbered.filter(({ seq, id, revision }) => {
    const row = held.get(seq ?? 0);
    return !row || (revision !== null && (row.update !== id || row.revision !== revision));
  });
  expect(lost).toEqual([]);
  expect(new Set(numbered.map(({ seq }) => seq)).size).toBe(numbered.length);
}

export async function expectNoDifference(newsroom: NewsroomInParts, story: string): Promise<void> {
  expect(await newsroom.verify(story)).toEqual({ code: 0, output: `${story}: 0 differences\n` });
}
