import { LIMITS } from '#contract/limits';
import { anItem, aRetraction } from '../../test/an-item.js';
import type { Item } from './item.js';
import { bytesOf, nextStep } from './next-step.js';

const sentNext = (items: readonly Item[], most?: number) => {
  const step = nextStep(items, most);
  return step?.kind === 'batch' ? step.items.map(({ order }) => order) : step?.kind;
};
const live = { at: 'live', revision: 3, warnings: [] } as const;
const photos = (failures = 0) => [{ id: 'p', failures }];

test('everything that is on the phone goes together, as it was composed', () => {
  expect(sentNext([anItem(3), anItem(1), anItem(2, { city: 'kazan' })])).toEqual([1, 2, 3]);
});

test('what the newsroom has, or its author has to look at, is not sent again', () => {
  const problem = { type: '', title: '', status: 400, code: 'malformed', retry: 'changed' } as const;
  const settled = [anItem(1, { state: live }), anItem(2, { state: { at: 'refused', problem } })];
  expect(nextStep(settled)).toBeNull();
  expect(sentNext([...settled, anItem(3)])).toEqual([3]);
});

test('a post whose answer was lost is sent again with those behind it', () => {
  expect(sentNext([anItem(1, { attempts: 2 }), anItem(2)])).toEqual([1, 2]);
});

test('a batch has a hundred posts at most, and what is sent apart goes in order', () => {
  const many = Array.from({ length: 130 }, (_, at) => anItem(at));
  expect(sentNext(many)).toHaveLength(LIMITS.batchItems);
  expect(sentNext(many, 1)).toEqual([0]);
});

test('a batch is smaller than the newsroom takes, also of long Russian posts', () => {
  const text = 'Ж'.repeat(14_000);
  const long = Array.from({ length: 60 }, (_, at) => {
    const item = anItem(at);
    return item.task.kind === 'post'
      ? { ...item, task: { ...item.task, body: { ...item.task.body, text } } }
      : item;
  });
  const step = nextStep(long);
  const items = step?.kind === 'batch' ? step.items : [];
  const body = JSON.stringify({
    updates: items.map(({ task }) => task.body),
    sentAt: new Date(0).toISOString(),
  });
  expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(LIMITS.batchBytes);
  expect(items.length).toBe(Math.floor(LIMITS.batchBytes / (bytesOf(anItem(1)) + 28_000)));
});

test('two live blogs are two requests', () => {
  expect(sentNext([anItem(1), anItem(2, { story: 'other' }), anItem(3)])).toEqual([1, 3]);
});

test('a photo goes before the words that name it, and holds up its own city only', () => {
  const items = [anItem(1, { photos: photos() }), anItem(2), anItem(3, { city: 'kazan' })];
  expect(sentNext(items)).toEqual([3]);
  expect(nextStep(items.slice(0, 2))).toMatchObject({ kind: 'photo', photo: 'p', item: { order: 1 } });
});

test('words do not wait for a photo that failed twice, which follows them', () => {
  const item = anItem(1, { photos: photos(2) });
  expect(sentNext([item, anItem(2)])).toEqual([1, 2]);
  expect(nextStep([{ ...item, state: live }])).toMatchObject({ kind: 'photo', photo: 'p' });
});

test('what is taken back goes after it was sent, and names the revision that the phone knows', () => {
  const back = aRetraction(2, 'item-1');
  expect(sentNext([anItem(1), back, anItem(3)])).toEqual([1]);
  expect(nextStep([anItem(1, { state: live }), back])).toEqual({ kind: 'change', item: back, revision: 3 });
});

test('nothing overtakes a change in its city; other cities go on', () => {
  const items = [anItem(1, { state: live }), aRetraction(2, 'item-1'), anItem(3), anItem(4, { city: null })];
  expect(sentNext(items)).toEqual([4]);
});
