import type { ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { rawRequest } from '../support/raw-request.js';
import { addressOf, listRoutes } from '../support/routes.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

let dateline: Dateline;
let desk: Desk;
/** Every address with the methods it takes. */
let addresses: { readonly path: string; readonly takes: readonly string[] }[];
beforeAll(async () => {
  dateline = await standingNewsroom();
  desk = await Desk.open(dateline, 'admin');
  const { registered } = await listRoutes(dateline);
  const routes = registered.map((route) => route.split(' ') as [string, string]);
  addresses = [...new Set(routes.map(([, template]) => template))].map((template) => ({
    path: addressOf(template, desk.story),
    takes: routes.flatMap(([method, url]) => (url === template ? method : [])),
  }));
  expect(addresses.length).toBeGreaterThan(25);
});
afterAll(() => dateline.stop());

const request = (method: string, path: string, more: { body?: string; token?: string } = {}) =>
  rawRequest(dateline.url, { method, path, ...more });
const allowed = (takes: readonly string[]) => [...new Set([...takes, 'OPTIONS'])].sort().join(', ');

test('every address answers a method it does not take with 405 and those it takes, whoever asks, whatever is sent', async () => {
  const sent = [{}, { token: desk.token, body: '{}' }, { body: '{' }, { body: 'q'.repeat(20_000) }];
  let asked = 0;
  for (const { path, takes } of addresses) {
    for (const method of METHODS.filter((each) => !takes.includes(each))) {
      for (const more of method === 'TRACE' ? [{}] : sent) {
        const { status, headers, type, text } = await request(method, path, more);
        expect([method, path, status, headers.allow]).toEqual([method, path, 405, allowed(takes)]);
        asked += 1;
        if (method === 'HEAD') continue;
        expect([type.split(';')[0], (JSON.parse(text) as ProblemDocument).code]).toEqual([
          ...['application/problem+json', 'method_not_allowed'],
        ]);
      }
    }
  }
  expect(asked).toBeGreaterThan(400);
  expect((await desk.snapshot()).position.seq).toBe(1);
});

test('every address tells what it takes when asked for its OPTIONS', async () => {
  for (const { path, takes } of addresses) {
    const { status, headers, text } = await request('OPTIONS', path);
    expect([path, status, headers.allow, text]).toEqual([path, 204, allowed(takes), '']);
  }
});

test('HEAD is GET without its body, and ends, on a stream too', async () => {
  for (const { path, takes } of addresses) {
    if (!takes.includes('GET')) continue;
    const head = await request('HEAD', path, { token: desk.token });
    expect([path, head.text]).toEqual([path, '']);
    if (path.endsWith('/stream')) {
      expect([head.status, head.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
      continue;
    }
    const get = await request('GET', path, { token: desk.token });
    expect([path, head.status, head.type]).toEqual([path, get.status, get.type]);
  }
});

test('an address that is none stays 404, by any method', async () => {
  const paths = ['/v1/nothing', '/v1', `/v1/stories/${desk.story}/nothing`, '/wp-login.php'];
  for (const path of paths)
    for (const method of [...METHODS, 'OPTIONS']) {
      const { status, headers } = await request(method, path);
      expect([method, path, status, headers.allow]).toEqual([method, path, 404, undefined]);
    }
});
