import { AReader } from '../support/a-reader.js';
import { Desk } from '../support/at-the-desk.js';
import { Typed } from '../support/command-line.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { stateHash } from '../support/state-hash.js';

let dateline: Dateline;
let desk: Desk;
let vic: Desk;
const readers: AReader[] = [];
beforeAll(async () => {
  dateline = await startDateline();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  vic = desk.as(await dateline.token('reporter', { name: 'Vic' }));
  await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 100 }] });
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const held = { metric: 'arrests', source: 'own', city: 'omsk', value: 48_000 };
async function inOmsk(): Promise<AReader> {
  const reader = new AReader(dateline.url, { story: desk.story, city: 'omsk' });
  readers.push(reader);
  await reader.follow();
  return reader;
}
const omsk = async () => JSON.stringify((await ask(`${desk.address}?city=omsk`)).body);
const rule = (id: string, state: string) => desk.change(id, 'rulings', { figure: 0, state });
const foundInOmsk = async (who: Desk) =>
  (await ask<{ updates: unknown[] }>(`${who.address}/search?city=omsk`, { token: who.token })).body.updates
    .length;

test('B14: the city of a held figure is told, and shown the update, when the figure is let count', async () => {
  const early = await inOmsk();
  const { id, seq } = await vic.filed({ text: 'A rumour.', figures: [held] });
  await early.at(seq ?? 0);
  expect((await desk.update(id))?.cities).toEqual(['moscow']);
  expect(JSON.stringify(early.frames) + (await omsk())).not.toContain('A rumour.');
  const posted = await ask(`${desk.address}/events?after=${(seq ?? 0) - 1}`);
  expect(JSON.stringify(posted.body)).not.toContain('omsk');
  expect([await foundInOmsk(desk), await foundInOmsk(vic)]).toEqual([1, 1]);

  const ruled = (await rule(id, 'counted')).body as { seq: number };
  await early.at(ruled.seq);
  expect((await desk.update(id))?.cities).toEqual(['moscow', 'omsk']);
  expect(JSON.stringify(early.view)).toContain('A rumour.');
  const late = await inOmsk();
  const [seen, anew] = [early, late].map(({ view }) => view && stateHash(view));
  expect(seen).toBe(anew);

  const again = (await rule(id, 'held')).body as { seq: number };
  for (const reader of [early, late]) await reader.at(again.seq);
  expect(JSON.stringify([early.view, late.view, await omsk()])).not.toContain('A rumour.');
  const typed = new Typed(`npm run -s dateline -- verify ${desk.story}`, { DATELINE_HOME: dateline.home });
  expect(await typed.exit).toBe(0);
});

test('who files for one city does not change what holds a figure of another', async () => {
  const { id } = await vic.filed({ text: 'A rumour.', figures: [held] });
  const ofMoscow = desk.as(
    await dateline.token('editor', { name: 'Max', story: desk.story, cities: ['moscow'] }),
  );
  expect((await ofMoscow.change(id, 'retraction', { note: 'No.' })).status).toBe(403);
  expect((await desk.change(id, 'retraction', { note: 'No.' })).status).toBe(201);
  expect((await ofMoscow.change(id, 'restoration')).status).toBe(403);
});
