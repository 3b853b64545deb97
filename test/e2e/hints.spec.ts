import type { FigureClaim } from '#contract/figure';
import type { Warning } from '#contract/update';
import { type DeliveryResult, Desk } from '../support/at-the-desk.js';
import type { Dateline, RunningApp } from '../support/dateline.js';
import { anUpdate } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

let dateline: Dateline;
let other: RunningApp;
let desk: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
  other = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline, 'admin');
});

const arrests = (more: Partial<FigureClaim>) => ({
  figures: [{ metric: 'arrests', source: 'own', ...more }],
});
const five = arrests({ kind: 'new', value: 5 });
const shownOf = async () => (await desk.snapshot()).totals.metrics['arrests']?.leading?.label;
const told = (warnings: readonly Warning[] | undefined) =>
  warnings?.map(({ code, path, update }) => [code, path, update]);

test('the same increment under two ids counts twice, and the second sender is told of the first', async () => {
  const first = await desk.filed(five);
  expect(first).not.toHaveProperty('warnings');
  const second = await desk.filed(five);
  expect(told(second.warnings)).toEqual([['same_increment', 'figures.0.value', first.id]]);
  expect(second.warnings?.[0]?.message).toContain('5 more');
  expect(second.status).toBe('published');
  expect(await shownOf()).toBe('at least 10');
});

test('a repeat gets its warnings again, byte for byte, wherever it is asked, though the reason is gone', async () => {
  const { id: first } = await desk.filed(five);
  const update = anUpdate(five);
  const send = (address: string) =>
    fetch(`${address}/updates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(update),
    });
  const original = await send(desk.address);
  const text = await original.text();
  expect([original.status, text]).toEqual([201, expect.stringContaining('same_increment')]);
  await desk.change(first, 'retraction', { note: 'The same five.' });
  for (const url of [dateline.url, other.url]) {
    const again = await send(desk.address.replace(dateline.url, url));
    expect([again.status, await again.text()]).toEqual([200, text]);
  }
});

test('a running total far below the highest is asked about and changes nothing', async () => {
  const { id: highest } = await desk.filed(arrests({ value: 100 }));
  const { warnings, seq } = await desk.filed(arrests({ value: 60 }));
  expect([told(warnings), seq]).toEqual([[['below_running_total', 'figures.0.value', highest]], 3]);
  expect(await shownOf()).toBe('100');
  expect(await desk.filed(arrests({ value: 95 }))).not.toHaveProperty('warnings');
  expect(await desk.filed(arrests({ value: 60, kind: 'revised' }))).not.toHaveProperty('warnings');
});

test('another process that takes over knows what was filed before', async () => {
  const { id } = await desk.filed(five);
  const elsewhere = desk.at(desk.address.replace(dateline.url, other.url));
  expect(told((await elsewhere.filed(five)).warnings)).toEqual([['same_increment', 'figures.0.value', id]]);
});

test('a correction, a batch and a delivery are told as well', async () => {
  const { id: first } = await desk.filed(five);
  const { id } = await desk.filed();
  const corrected = await desk.revise(id, 1, five);
  expect(told(corrected.body.warnings)).toEqual([['same_increment', 'figures.0.value', first]]);
  const kazan = anUpdate({ ...five, city: 'kazan' });
  const twice = [kazan, anUpdate({ ...five, city: 'kazan' })];
  const batch = await desk.send<{ results: DeliveryResult[] }>('POST', '/updates:batch', { updates: twice });
  expect(batch.body.results.map(({ receipt }) => told(receipt?.warnings))).toEqual([
    undefined,
    [['same_increment', 'figures.0.value', kazan.id]],
  ]);
  const line = (of: string) => ({
    ...{ type: 'update', receivedAt: '2021-01-23T12:00:00Z' },
    record: {
      ...{ id: of, story: desk.story, revision: 1, status: 'published', text: 'Five more.', city: 'omsk' },
      ...{ occurredAt: '2021-01-23T11:00:00Z', ...five },
    },
  });
  const delivered = await desk.deliver(line('u1'), line('u2'));
  expect(delivered.body.results.map(({ receipt }) => told(receipt?.warnings))).toEqual([
    undefined,
    [['same_increment', 'figures.0.value', 'u1']],
  ]);
});
