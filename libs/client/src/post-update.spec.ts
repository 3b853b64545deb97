import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problemDocument } from '#contract/problems';
import type { PostUpdate } from '#contract/update';
import { postUpdate } from './post-update.js';
import { RefusedError } from './refused-error.js';
import type { Attempt } from './until-answered.js';

const UPDATE: PostUpdate = {
  id: '5d0b3a7e-6f52-4c5e-9f0a-3f4f1f0a8b11',
  city: 'moscow',
  occurredAt: '2021-01-23T12:10:00Z',
  text: 'The square is full.',
  figures: [],
};
const RECEIPT = { id: UPDATE.id, revision: 1, status: 'published', epoch: 'e1', seq: 7 };

type Answer = (response: ServerResponse) => void;
const receipt: Answer = (response) => response.writeHead(201).end(JSON.stringify(RECEIPT));
const cut: Answer = (response) => response.destroy();
const problem =
  (code: Parameters<typeof problemDocument>[0], headers = {}): Answer =>
  (response) => {
    const document = problemDocument(code);
    response.writeHead(document.status, headers).end(JSON.stringify(document));
  };

describe('a reporter who files', () => {
  let server: Server;
  let answers: Answer[];
  const bodies: unknown[] = [];
  const file = (more: { signal?: AbortSignal; onAttempt?: (attempt: Attempt) => void } = {}) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return postUpdate({ url, token: 'reporter', story: 'a-day', update: UPDATE, ...more });
  };

  beforeEach(async () => {
    bodies.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        bodies.push(JSON.parse(body));
        (answers.shift() ?? receipt)(response);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('gets the receipt although the network failed and the newsroom was away, with one id', async () => {
    answers = [cut, problem('outcome_unknown')];
    const attempts: Attempt[] = [];
    const got = await file({ onAttempt: (attempt) => attempts.push(attempt) });
    expect(got).toEqual(RECEIPT);
    expect(bodies).toEqual([UPDATE, UPDATE, UPDATE]);
    expect(attempts.map(({ attempt, problem }) => [attempt, problem?.code])).toEqual([
      [1, undefined],
      [2, 'outcome_unknown'],
    ]);
  });

  test('waits as long as the newsroom asks', async () => {
    answers = [problem('too_many_requests', { 'retry-after': '1' })];
    let waitMs = 0;
    const before = Date.now();
    await file({
      onAttempt: (attempt) => {
        waitMs = attempt.waitMs;
      },
    });
    expect(waitMs).toBeGreaterThanOrEqual(1_000);
    expect(Date.now() - before).toBeGreaterThanOrEqual(990);
  });

  test('is told at once what is wrong with the update', async () => {
    answers = [problem('unknown_city')];
    const refused = await file().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedError);
    expect(refused).toMatchObject({ problem: { code: 'unknown_city', status: 400 } });
    expect(bodies).toHaveLength(1);
  });

  test('is told the status when a proxy refuses in its own words', async () => {
    answers = [(response) => response.writeHead(413).end('<h1>Request Entity Too Large</h1>')];
    await expect(file()).rejects.toMatchObject({ problem: { code: 'too_large', status: 413 } });
  });

  test('can give up waiting', async () => {
    answers = Array.from({ length: 50 }, () => cut);
    const stop = new AbortController();
    const filing = file({ signal: stop.signal, onAttempt: () => stop.abort(new Error('enough')) });
    await expect(filing).rejects.toThrow('enough');
    expect(bodies).toHaveLength(1);
  });
});
