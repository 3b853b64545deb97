import { type EventRow, storyEvent } from './compose.js';

const retraction = {
  ...{ seq: 3, kind: 'update.retracted', shownAt: '', cities: [], changes: [], pins: [] },
  ...{ head: { id: 'a', status: 'retracted' }, note: 'named a minor' },
} as unknown as EventRow;

test.each([
  ['by itself', 3, 'named a minor'],
  ['by its erasure later', 5, null],
])('a retracted update withheld %s shows the reason it may show', (_how, withheldSeq, note) => {
  expect(storyEvent({ ...retraction, withheldSeq })).toMatchObject({
    kind: 'update.retracted',
    update: { id: 'a', note },
  });
});
