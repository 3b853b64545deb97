import { randomUUID } from 'node:crypto';
import type { PostUpdate, Receipt } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { anUpdate, ask } from '../support/newsroom-people.js';
import { chance } from '../support/newsroom-shift.js';

const FILINGS = 1_000;
const random = chance(7);

let dateline: Dateline;
let desk: Desk;
let token: string;
beforeAll(async () => {
  dateline = await startDateline();
  desk = await Desk.open(dateline);
  token = await dateline.token('reporter', { story: desk.story, cities: ['moscow', 'kazan'] });
});
afterAll(() => dateline.stop());

const MINUTE = 60_000;
const ahead = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

/** What phones send, of the right form and otherwise as wrong as phones and people are. */
const KINDS: readonly (() => Partial<PostUpdate>)[] = [
  () => ({}),
  () => ({ figures: [{ metric: 'arrests', source: 'own', kind: 'new', value: Math.floor(random() * 9) }] }),
  () => ({ occurredAt: ahead(-300 - random() * 600) }),
  () => ({ occurredAt: ahead(random() * 900) }),
  () => ({ occurredAt: ahead(239), sentAt: ahead(240) }),
  () => ({ occurredAt: ahead(-2_881), sentAt: ahead(-2_880) }),
  () => ({ city: pick(['perm', 'Москва', 'msk', 'constructor', '']) }),
  () => ({ city: pick(['omsk', null]) }),
  () => ({ figures: [{ metric: 'arrests', source: pick(['neighbour', 'МВД', '']), value: 3 }] }),
  () => ({ figures: [{ metric: pick(['flags', '']), source: 'own', value: 3 }] }),
  () => ({ figures: [{ metric: 'crowd', source: 'own', low: 900, high: 300 }] }),
  () => ({ figures: [{ metric: 'crowd', source: 'own', value: 900, words: 'dozens' }] }),
  () => ({ figures: [{ metric: 'crowd', source: 'own', words: 'very many' as never }] }),
  () => ({ figures: [{ metric: 'crowd', source: 'own', value: 5, asOf: 'half past two' }] }),
  () => ({ figures: [{ metric: 'crowd', source: 'own', kind: 'new', value: 5 }] }),
];

type Result = { readonly id: string; readonly receipt?: Receipt };
const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const send = (body: string) =>
  fetch(`${desk.address}/updates:batch`, { method: 'POST', headers: headers(), body });

/** A phone that comes back: the network cuts its batch off, it sends it again, and does not hear the answer. */
async function comesBack(updates: readonly PostUpdate[]): Promise<Receipt[]> {
  const body = JSON.stringify({ updates });
  const half = await send(body.slice(0, Math.floor(body.length * random())));
  expect([400, 413]).toContain(half.status);
  await (await send(body)).text();
  const answer = await send(body);
  expect(answer.status).toBe(200);
  const { results } = (await answer.json()) as { results: Result[] };
  return results.map(({ id, receipt }) => {
    if (!receipt) throw new Error(`${id} was refused: ${JSON.stringify(results)}`);
    return receipt;
  });
}

test(`of ${FILINGS} filings from phones each is with readers or at the desk, with its reason`, async () => {
  const updates = Array.from({ length: FILINGS }, (_, i) => anUpdate(KINDS[i % KINDS.length]?.()));
  const receipts: Receipt[] = [];
  const batches = Array.from({ length: 40 }, (_, i) => updates.slice(i * 20, i * 20 + 20));
  const alone = updates.slice(800);
  const closing = desk.turn('closing', { requestId: randomUUID() }).then(() => desk.turn('reopening'));
  const [first, second] = [batches.slice(0, 20), batches.slice(20)];
  for (const some of [first, second])
    receipts.push(...(await Promise.all(some.map((batch) => comesBack(batch)))).flat());
  await closing;
  await desk.turn('closing');
  for (const update of alone) {
    const asked = { method: 'POST', token, body: update };
    const { status, body } = await ask<Receipt>(`${desk.address}/updates`, asked);
    expect([status, body.reasons?.[0]?.code]).toEqual([202, 'story_closed']);
    expect(await ask(`${desk.address}/updates`, asked)).toMatchObject({ status: 200, body });
    receipts.push(body);
  }

  expect(receipts.map(({ id }) => id)).toEqual(updates.map(({ id }) => id));
  const published = new Set(
    (await dateline.sql<{ id: string }>('select id from updates where story_id = $1', [desk.story])).map(
      ({ id }) => id,
    ),
  );
  const waiting = new Map(
    (await new Queue(desk).all('?state=submitted&limit=100')).map((filing) => [filing.id, filing]),
  );
  expect(published.size + waiting.size).toBe(FILINGS);
  expect(published.size).toBeGreaterThan(FILINGS / 20);
  for (const { id, status, reasons = [] } of receipts) {
    expect([status, published.has(id), waiting.has(id)]).toEqual(
      status === 'published' ? [status, true, false] : ['submitted', false, true],
    );
    const filing = waiting.get(id);
    if (!filing) continue;
    expect(reasons.length).toBeGreaterThan(0);
    expect(filing.reasons).toEqual(reasons);
    expect(filing.content).toMatchObject({ text: 'People gather on the square.' });
  }
  const [row] = await dateline.sql<{ events: number; head: number }>(
    `select count(*)::integer as events, max(head_seq) as head from events join stories on id = story_id where id = $1`,
    [desk.story],
  );
  expect(row?.events).toBe(row?.head);
}, 90_000);
