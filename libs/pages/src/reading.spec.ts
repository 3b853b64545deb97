import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { PublishedUpdate, UpdateView } from '#contract/update';
import { SAMPLE_SNAPSHOT } from './fixtures/sample-story.js';
import { published } from './fixtures/sample-updates.js';
import { beginReading, readOn, reveal } from './reading.js';

const a = published(1, 'moscow', '10:00', 'a');
const b = published(2, 'moscow', '11:00', 'b');
const c = published(3, 'moscow', '12:00', 'c');
const story = (seq: number, updates: UpdateView[], older: string | null = null): Snapshot => ({
  ...SAMPLE_SNAPSHOT,
  position: { epoch: 'e1', seq },
  updates,
  older,
});
const event = (
  seq: number,
  kind: 'update.posted' | 'update.corrected',
  update: PublishedUpdate,
): StoryEvent => ({
  seq,
  kind,
  update,
  shownAt: update.publishedAt,
  cities: [],
  changes: [],
  pins: [],
});
const ids = (updates: readonly UpdateView[]) =>
  updates.map((update) => (update.status === 'published' ? update.text : null));

describe('a reader further down the page', () => {
  const before = beginReading(story(2, [b, a]));
  const after = readOn(before, story(3, [c, b, a]), [event(3, 'update.posted', c)], false);

  test('is told of new updates, and the timeline stays', () => {
    expect(ids(after.shown)).toEqual(['b', 'a']);
    expect(after.waiting).toBe(1);
  });

  test('gets them on asking, marked as new', () => {
    const revealed = reveal(after);
    expect(ids(revealed.shown)).toEqual(['c', 'b', 'a']);
    expect(revealed.waiting).toBe(0);
    expect([...revealed.fresh]).toEqual(['update-3']);
  });

  test('sees a correction at once, where it stands', () => {
    const corrected = { ...a, text: 'a, corrected', revision: 2 };
    const next = readOn(after, story(4, [c, b, corrected]), [event(4, 'update.corrected', corrected)], false);
    expect(ids(next.shown)).toEqual(['b', 'a, corrected']);
    expect([...next.fresh]).toEqual(['update-1']);
  });

  test('keeps on the screen what new updates push off the end, and sees its correction', () => {
    const pushed = readOn(before, story(3, [c, b], '/older'), [event(3, 'update.posted', c)], false);
    expect(ids(pushed.shown)).toEqual(['b', 'a']);
    const corrected = { ...a, text: 'a, corrected', revision: 2 };
    const next = readOn(pushed, story(4, [c, b], '/older'), [event(4, 'update.corrected', corrected)], false);
    expect(ids(next.shown)).toEqual(['b', 'a, corrected']);
  });
});

test('a reader at the top sees new updates come in', () => {
  const after = readOn(
    beginReading(story(2, [b, a])),
    story(3, [c, b, a]),
    [event(3, 'update.posted', c)],
    true,
  );
  expect(ids(after.shown)).toEqual(['c', 'b', 'a']);
  expect(after.waiting).toBe(0);
});

test('of a total it is known what it was and why it changed', () => {
  const figure = (low: number) => ({
    source: 'mbk',
    low,
    high: low,
    qualifier: 'exact' as const,
    words: null,
    label: String(low),
    asOf: a.occurredAt,
  });
  const change = (seq: number, from: number, to: number): StoryEvent => ({
    ...event(seq, 'update.corrected', a),
    changes: [
      {
        key: 'metrics/arrests/cities/moscow/leading',
        before: figure(from),
        after: figure(to),
        cause: 'correction',
      },
    ],
  });
  const fallen = readOn(beginReading(story(2, [a])), story(3, [a]), [change(3, 95, 59)], true);
  expect(fallen.marks.why['arrests/moscow']).toMatchObject({
    cause: 'correction',
    update: 'update-1',
    before: { low: 95 },
    after: { low: 59 },
  });
  expect(fallen.marks.changed.has('arrests/moscow')).toBe(true);
  const risen = readOn(fallen, story(4, [a]), [change(4, 59, 60)], true);
  expect(risen.marks.why['arrests/moscow']).toMatchObject({ before: { low: 59 }, after: { low: 60 } });
});
