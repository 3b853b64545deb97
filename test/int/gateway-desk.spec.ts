import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { GatewayScene } from '../support/gateway-scene.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
const sockets: Socket[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => {
  scene.api.isAway = false;
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => scene.stop());

interface Desk {
  readonly socket: Socket;
  readonly heard: { connected: boolean; error?: { data?: unknown }; ended?: string; problem?: unknown };
}
async function aDesk(auth: Record<string, unknown>): Promise<Desk> {
  const socket = io(`${scene.gateway.url}/desk`, { forceNew: true, reconnection: false, auth });
  sockets.push(socket);
  const heard: Desk['heard'] = { connected: false };
  socket.on('connect', () => Object.assign(heard, { connected: true }));
  socket.on('connect_error', (error) => Object.assign(heard, { error }));
  socket.on('problem', (problem) => Object.assign(heard, { problem }));
  socket.on('disconnect', (ended) => Object.assign(heard, { ended }));
  await waitUntil('an answer', () => heard.connected || heard.error !== undefined);
  return { socket, heard };
}
function aToken(expiresAt: string | null = null): string {
  const token = `dl_${randomUUID()}`;
  scene.api.tokens.set(token, { name: 'N', expiresAt });
  return token;
}

describe('the desk', () => {
  test.each<[string, unknown]>([
    ['no token', undefined],
    ['null', null],
    ['a number', 7],
    ['nothing', ''],
    ['an unknown token', 'nobody'],
    ['an object', { a: 1 }],
    ['a list', ['x']],
    ['two lines', 'line\nbreak'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['letters no header takes', 'ü'],
  ])('refuses %s with a problem document', async (_what, token) => {
    const { heard } = await aDesk(token === undefined ? {} : { token });
    expect(heard.connected).toBe(false);
    expect(heard.error?.data).toMatchObject({ code: 'not_signed_in', status: 401 });
  });

  test('takes a post and answers with the receipt that the api gave, for the sender’s token', async () => {
    const { book } = await scene.aStory();
    const token = aToken();
    const { socket } = await aDesk({ token });
    const update = {
      id: randomUUID(),
      city: 'spb',
      occurredAt: '2021-01-23T12:00:00Z',
      text: 'ok',
      figures: [],
    };
    const receipt = await socket.emitWithAck('post', { story: book.story, update });
    expect(receipt).toEqual({ id: update.id, revision: 1, status: 'published', epoch: book.epoch, seq: 7 });
    expect(scene.api.posts.at(-1)).toEqual({ token, body: JSON.stringify(update) });
  });

  test('answers a post that cannot be with the problem, not repeating it', async () => {
    const { book } = await scene.aStory();
    const { socket } = await aDesk({ token: aToken() });
    const ask = (payload: unknown) => socket.emitWithAck('post', payload);
    expect(await ask({ story: 'none', update: {} })).toMatchObject({ code: 'story_not_found' });
    expect(await ask({ story: '\ud800', update: {} })).toMatchObject({ code: 'malformed' });
    expect(await ask({ story: book.story, update: [] })).toMatchObject({ code: 'malformed' });
    expect(await ask('post')).toMatchObject({ code: 'malformed' });
    const large = await ask({ story: book.story, update: { text: 'secret'.repeat(6_000) } });
    expect(large).toMatchObject({ code: 'too_large' });
    expect(JSON.stringify(large)).not.toContain('secret');
    scene.api.isAway = true;
    expect(await ask({ story: book.story, update: {} })).toMatchObject({ code: 'unavailable' });
  });

  test('follows a story like every reader', async () => {
    const { book } = await scene.aStory(2);
    const { socket } = await aDesk({ token: aToken() });
    const answer = await socket.emitWithAck('follow', { story: book.story });
    expect(answer).toMatchObject({ mode: 'snapshot', snapshot: { position: { seq: 3 } } });
  });

  test('closes within about a second of a revoked token, and its other sockets too', async () => {
    const token = aToken();
    const desks = [await aDesk({ token }), await aDesk({ token })];
    const other = await aDesk({ token: aToken() });
    scene.api.tokens.delete(token);
    await waitUntil('both to end', () => desks.every(({ heard }) => heard.ended !== undefined), 2_500);
    expect(desks[0]?.heard.problem).toMatchObject({ code: 'not_signed_in' });
    expect(other.heard.ended).toBeUndefined();
  });

  test('closes when what a token may do is changed', async () => {
    const token = aToken();
    const { heard } = await aDesk({ token });
    scene.api.tokens.set(token, { name: 'N', role: 'reporter', expiresAt: null });
    await waitUntil('its end', () => heard.ended !== undefined, 2_500);
  });

  test('closes when the session expires', async () => {
    const { heard } = await aDesk({ token: aToken(new Date(Date.now() + 1_500).toISOString()) });
    await waitUntil('its end', () => heard.ended !== undefined, 4_000);
  });

  test('outlives an api that is away for a moment, not one that is away for long', async () => {
    const { heard } = await aDesk({ token: aToken() });
    scene.api.isAway = true;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(heard.ended).toBeUndefined();
    await waitUntil('its end', () => heard.ended !== undefined, 6_000);
    expect(heard.problem).toMatchObject({ code: 'unavailable' });
  }, 15_000);
});
