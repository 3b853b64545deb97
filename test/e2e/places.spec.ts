import type { FoundPlaces } from '#contract/place';
import type { Dateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

let dateline: Dateline;
beforeAll(async () => {
  dateline = await standingNewsroom();
}, 60_000);
afterAll(() => dateline.stop());

const find = async (q: string, token?: string) =>
  ask<FoundPlaces>(`${dateline.url}/v1/places?q=${encodeURIComponent(q)}`, { ...(token && { token }) });

test('an editor finds a city by its name in either alphabet, ready to be put into a story', async () => {
  const token = await dateline.token('editor');
  for (const name of ['Казан', 'kazan']) {
    const { status, body } = await find(name, token);
    expect(status).toBe(200);
    expect(body.places[0]).toMatchObject({ name: 'Kazan', country: 'RU', timeZone: 'Europe/Moscow' });
    expect(body.attribution).toContain('GeoNames');
  }
  const [biysk] = (await find('Бийск', token)).body.places;
  expect(biysk).toMatchObject({ country: 'RU', timeZone: 'Asia/Barnaul' });
});

test('the largest of a name comes first, and a name may be given by a later word', async () => {
  const token = await dateline.token('reporter', { story: 'some' });
  const paris = (await find('paris', token)).body.places;
  expect(paris[0]).toMatchObject({ country: 'FR' });
  expect(paris.length).toBeLessThanOrEqual(10);
  expect((await find('novgorod', token)).body.places.map(({ name }) => name)).toContain('Nizhniy Novgorod');
  expect((await find('', token)).body.places).toEqual([]);
});

test('who has no token finds nothing, and a name of no form is told so', async () => {
  expect((await find('kazan')).status).toBe(401);
  const token = await dateline.token('editor');
  expect((await find('x'.repeat(81), token)).status).toBe(400);
});
