import type { UpdateShown } from '#contract/event';
import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import type { PublishedUpdate } from '#contract/update';

export const STORY = 'a-day';

function update(seq: number): PublishedUpdate {
  const moment = `2021-01-23T12:00:${String(seq).padStart(2, '0')}Z`;
  return {
    id: `update-${seq}`,
    revision: 1,
    status: 'published',
    city: null,
    cities: [],
    occurredAt: moment,
    receivedAt: moment,
    publishedAt: moment,
    firstSeq: seq,
    lateArrival: false,
    byline: null,
    headline: null,
    text: `Update ${seq}.`,
    keyEvent: false,
    labels: [],
    evidence: [],
    media: [],
    confirmed: true,
    figures: [],
    correctionNote: null,
    correctedAt: null,
    erased: false,
  };
}

function posted(seq: number): UpdateShown {
  const shown = update(seq);
  const shownAt = shown.publishedAt;
  return { seq, shownAt, cities: [], changes: [], kind: 'update.posted', update: shown, pins: [] };
}

/** The frame of the posts `from` to `to`. */
export function frame(from: number, to = from, epoch = 'e1'): Frame {
  const events = Array.from({ length: to - from + 1 }, (_, index) => posted(from + index));
  return { epoch, from, to, events };
}

/** The story after its posts 1 to `seq`. */
export function storyAt(seq: number, epoch = 'e1'): Snapshot {
  return {
    story: {
      id: STORY,
      title: 'A day',
      standfirst: null,
      date: null,
      timeZone: 'Europe/Moscow',
      status: 'live',
      cities: [],
      sources: [],
      metrics: {},
    },
    position: { epoch, seq },
    totals: {
      metrics: {},
      updates: { published: seq, retracted: 0, corrected: 0 },
      citiesReporting: 0,
    },
    pins: [],
    keyEvents: [],
    updates: Array.from({ length: seq }, (_, index) => update(seq - index)),
    lateArrivals: [],
    older: null,
  };
}
