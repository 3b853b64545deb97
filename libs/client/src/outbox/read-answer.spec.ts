import { problemDocument } from '#contract/problems';
import { readAnswer } from './read-answer.js';

const json = (body: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const receipt = { id: 'a', revision: 1, status: 'published', epoch: 'e', seq: 2 };
const problem = (code: Parameters<typeof problemDocument>[0]) => ({ ...problemDocument(code) });

test('each of a batch has its own answer', async () => {
  const results = [
    { id: 'a', receipt },
    { id: 'b', problem: problem('too_large') },
    { id: 'c', problem: problem('busy') },
  ];
  expect(await readAnswer(json({ results }), ['a', 'b', 'c'])).toEqual({
    each: [
      { is: 'receipt', id: 'a', receipt },
      { is: 'refusal', problem: problem('too_large') },
      { is: 'not_now', waitMs: 0 },
    ],
  });
});

test.each([
  ['a sign-in page of a hotel', new Response('<html>Welcome</html>')],
  ['half an answer', new Response('{"results":[{"id":"a","rec')],
  ['answers for other posts', json({ results: [{ id: 'x', receipt }] })],
  ['fewer answers than posts', json({ results: [] })],
])('%s settles nothing', async (_, response) => {
  expect(await readAnswer(response, ['a'])).toEqual({ all: { is: 'none' } });
});

test.each([
  ['a proxy that forbids', new Response('Forbidden', { status: 403 })],
  ['another service’s error', json({ code: 'nope', retry: 'never', type: 'about:blank' }, 400)],
])('%s is asked again: only the newsroom refuses', async (_, response) => {
  expect(await readAnswer(response, ['a'])).toEqual({ all: { is: 'not_now', waitMs: 0 } });
});

test('a newsroom that asks for patience is given it', async () => {
  const busy = json(problem('too_many_requests'), 429, { 'retry-after': '3' });
  expect(await readAnswer(busy, ['a'])).toEqual({ all: { is: 'not_now', waitMs: 3_000 } });
});

test('a session that is over is told from a refusal', async () => {
  expect(await readAnswer(json(problem('not_signed_in'), 401), ['a'])).toEqual({ all: { is: 'signed_out' } });
  expect(await readAnswer(json(problem('not_allowed'), 403), ['a'])).toMatchObject({
    all: { is: 'refusal' },
  });
});
