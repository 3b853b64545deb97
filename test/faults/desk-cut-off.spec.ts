import { io, type Socket } from 'socket.io-client';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { FrontDesk } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

let newsroom: NewsroomInParts;
let desk: FrontDesk;
let socket: Socket | undefined;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start();
  desk = new FrontDesk(newsroom.dateline);
}, 60_000);
afterAll(async () => {
  socket?.disconnect();
  await newsroom.stop();
});

test('an api that cannot ask Postgres lets nobody in by what it remembers for longer than seconds, and does again when it can', async () => {
  await desk.person('Vera');
  const { token, cookie } = await desk.signedIn('Vera');
  const { key } = (await desk.makeKey({ name: 'Wire', role: 'reporter' })).body;
  const heard: { problem?: { code: string } } = {};
  socket = io(`${newsroom.gateway.url}/desk`, { auth: { token }, reconnection: false });
  socket.on('problem', (problem) => Object.assign(heard, { problem }));
  await waitUntil('it is there', () => socket?.connected);
  const status = async (bearer: string) => (await desk.session(bearer)).status;
  await newsroom.postgres.kill();
  expect([await status(token), await status(key)]).toEqual([200, 200]);
  await waitUntil('nobody is let in', async () => (await status(token)) === 503, 8_000);
  expect([
    await status(key),
    (await desk.signIn('Vera')).status,
    (await desk.refresh(cookie)).status,
  ]).toEqual([503, 503, 503]);
  await waitUntil('the desk is closed', () => heard.problem?.code === 'unavailable', 8_000);
  await newsroom.postgres.start();
  await waitUntil(
    'both are let in',
    async () => (await status(token)) === 200 && (await status(key)) === 200,
  );
  expect((await desk.refresh(cookie)).status).toBe(200);
  expect(newsroom.api.output()).not.toContain('Vera');
}, 60_000);
