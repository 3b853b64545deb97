import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problemDocument } from '#contract/problems';
import { NewsroomApi } from './newsroom-api.js';

type Answer = (response: ServerResponse) => void;
const cut: Answer = (response) => response.destroy();
const silence: Answer = () => undefined;
const answer = (status: number, body: unknown): Answer => {
  return (response) => response.writeHead(status).end(JSON.stringify(body));
};
const delivery = { story: 'a day', receivedAt: '2021-01-23T12:00:00Z', line: { type: 'update' }, bytes: 20 };

describe('a replay', () => {
  let server: Server;
  let answers: Answer[];
  let asked: string[];
  let said: string[];
  let url: string;
  beforeEach(async () => {
    asked = [];
    said = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
        (answers.shift() ?? silence)(response);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const api = (patienceMs?: number) =>
    new NewsroomApi({ url, token: 'admin' }, (sentence) => said.push(sentence), patienceMs);

  test('sends the same again while the newsroom does not answer, and says when it waits', async () => {
    const results = [{ id: 'u1', problem: problemDocument('unknown_city', 'No such city.') }, { id: 'u2' }];
    answers = [cut, answer(503, problemDocument('unavailable')), answer(200, { results })];
    expect(await api().deliver([delivery])).toEqual(['u1: unknown_city: No such city.']);
    expect(new Set(asked)).toEqual(
      new Set(['POST /v1/stories/a%20day/deliveries Bearer admin {"deliveries":[{"type":"update"}]}']),
    );
    expect(asked).toHaveLength(3);
    expect(said).toEqual([
      expect.stringMatching(/^The newsroom does not answer; asked again in \d\.\d s\.$/),
      expect.stringMatching(/^The newsroom answers unavailable; asked again in \d\.\d s\.$/),
    ]);
  });

  test('takes nothing at an address for an answer, and a refusal with its words for the end', async () => {
    answers = [
      answer(404, problemDocument('story_not_found')),
      answer(401, problemDocument('not_signed_in', 'The token has expired.')),
    ];
    expect(await api().send('GET', '/v1/stories/none')).toBeNull();
    await expect(api().send('GET', '/v1/stories/none')).rejects.toThrow(
      'not_signed_in: The token has expired.',
    );
    expect([asked.length, said]).toEqual([2, []]);
  });

  test('ends with a sentence when the newsroom stays away', async () => {
    answers = [cut, silence];
    await expect(api(900).send('GET', '/v1/stories/a')).rejects.toThrow(`${url} does not answer.`);
  });
});
