import { randomUUID } from 'node:crypto';
import { Manager, type ManagerOptions, type Socket } from 'socket.io-client';
import type { FollowAnswer, Frame } from '#contract/follow';
import { PING } from '../../apps/gateway/src/line/heartbeats.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { HandSpoken, shownAfter } from '../support/hand-spoken.js';
import { RawWebsocket } from '../support/raw-websocket.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => {
  scene.leaveAll();
  for (const each of open.splice(0)) each.close();
});
afterAll(() => scene.stop());

const speaker = async (): Promise<HandSpoken> => {
  const one = await HandSpoken.open(scene.gateway.url);
  open.push(one);
  return one;
};
/** One who polls and answers pings, as a client does that never gets to join. */
async function polled(): Promise<{ readonly hasEnded: boolean }> {
  const address = `${scene.gateway.url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(address)).text()).slice(1)) as { sid: string };
  const poller = { hasEnded: false };
  const poll = async (): Promise<void> => {
    const answer = await fetch(`${address}&sid=${sid}`);
    const packets = (await answer.text()).split('\x1e');
    if (!answer.ok || packets.includes('1')) poller.hasEnded = true;
    else {
      if (packets.includes('2')) await fetch(`${address}&sid=${sid}`, { method: 'POST', body: '3' });
      await poll();
    }
  };
  void poll();
  return poller;
}
function aToken(): string {
  const token = `dl_${randomUUID()}`;
  scene.api.tokens.set(token, { name: 'N', expiresAt: null });
  return token;
}

describe('a program that speaks Engine.IO 4 and socket.io by hand', () => {
  test('opens, joins, follows, is told every update, and stays as long as it answers pings', async () => {
    const { book, relay } = await scene.aStory(2);
    const [reader, idle] = [await speaker(), await speaker()];
    const idlePoller = await polled();
    expect(JSON.parse(reader.heard[0]?.slice(1) ?? '')).toEqual({
      ...{ sid: expect.any(String), upgrades: [], ...PING },
      maxPayload: 65_536,
    });
    expect(await reader.join('/live')).toEqual({ sid: expect.any(String) });
    const answer = await reader.follow({ story: book.story });
    expect(answer).toMatchObject({ mode: 'snapshot', why: 'new' });
    book.post('spb', 'Before the ping');
    await relay.carry();
    await waitUntil('the frame', () => reader.frames()[0]);
    await reader.hears('2', 0, PING.pingInterval + 2_000);
    reader.say('3');
    await waitUntil('who joined nothing by then is let go', () => idle.closed);
    await waitUntil('by polling too', () => idlePoller.hasEnded);
    expect(scene.gateway.gateway.metrics.by.terminations).toMatchObject({ unused: 2, heartbeat: 0 });
    book.post('spb', 'After the ping');
    await relay.carry();
    await waitUntil('the frame', () => reader.frames().at(-1)?.to === book.head);
    expect(shownAfter(answer, reader.frames())).toEqual(book.snapshot());
    expect(reader.heard.filter((packet) => packet === '2')).toHaveLength(1);
    expect(idle.heard.filter((packet) => packet === '2')).toEqual([]);
  }, 40_000);

  test('is in two namespaces over one connection, and each frame says of which', async () => {
    const { book, relay } = await scene.aStory(1);
    const one = await speaker();
    await one.join('/live');
    await one.join('/desk', JSON.stringify({ token: aToken() }));
    const answers: [string, FollowAnswer][] = [];
    for (const namespace of ['/live', '/desk'])
      answers.push([namespace, await one.follow({ story: book.story }, 7, namespace)]);
    book.post('spb');
    await relay.carry();
    for (const [namespace, answer] of answers) {
      await waitUntil('the frame', () => one.frames(namespace)[0]);
      expect(shownAfter(answer, one.frames(namespace))).toEqual(book.snapshot());
    }
  });

  test('leaves one namespace, stays in the other, and joins again on the same connection', async () => {
    const { book, relay } = await scene.aStory(1);
    const one = await speaker();
    const first = await one.join('/live');
    await one.join('/desk', JSON.stringify({ token: aToken() }));
    await one.follow({ story: book.story });
    await one.follow({ story: book.story }, 0, '/desk');
    one.say('41/live,');
    book.post('spb');
    await relay.carry();
    await waitUntil('the desk’s frame', () => one.frames('/desk')[0]);
    expect(one.frames('/live')).toEqual([]);
    const second = await one.join('/live');
    expect(second.sid).not.toBe(first.sid);
    const position = { epoch: book.epoch, seq: book.head - 1 };
    expect(await one.follow({ story: book.story, position })).toMatchObject({
      mode: 'resume',
      frame: { from: book.head, to: book.head },
    });
    book.post('spb');
    await relay.carry();
    await waitUntil('the reader’s frame', () => one.frames('/live')[0]);
    expect(one.frames('/live').map(({ from, to }) => [from, to])).toEqual([[book.head, book.head]]);
  });

  test('that follows and leaves the namespace in one breath is sent nothing there any more', async () => {
    const { book, relay } = await scene.aStory(1);
    const one = await RawWebsocket.open(scene.gateway.url);
    open.push(one);
    one.text('40/live,');
    one.text(`40/desk,${JSON.stringify({ token: aToken() })}`);
    await waitUntil('it is in both', () => one.messages.filter((text) => /^40\/(live|desk),/.test(text))[1]);
    one.text(`42/desk,0["follow",{"story":"${book.story}"}]`);
    await waitUntil('the desk’s answer', () => one.messages.some((text) => text.startsWith('43/desk,0')));
    one.socket.cork();
    one.text(`42/live,0["follow",{"story":"${book.story}"}]`);
    one.text('41/live,');
    one.socket.uncork();
    one.text(`42/desk,1["follow",{"story":"${book.story}","city":"spb"}]`);
    await waitUntil('a later answer', () => one.messages.some((text) => text.startsWith('43/desk,1')));
    for (let n = 0; n < 3; n += 1) {
      book.post('spb');
      await relay.carry();
      const isTold = (text: string) =>
        text.startsWith('42/desk,["frame"') && text.includes(`"to":${book.head}`);
      await waitUntil('the desk’s frame', () => one.messages.some(isTold));
    }
    expect(one.messages.filter((text) => text.startsWith('42/live,'))).toEqual([]);
  });

  test.each(['/nowhere', '/live2', '/live/', '/Live', '/desk/x'])(
    'is told that %s is no namespace, and goes on',
    async (namespace) => {
      const one = await speaker();
      expect(await one.join(namespace)).toEqual({ message: 'Invalid namespace' });
      expect(await one.join('/live')).toEqual({ sid: expect.any(String) });
    },
  );

  test.each([0, 4, 77, 2_147_483_647])(
    'is answered under the number it gave its question: %i',
    async (id) => {
      const { book } = await scene.aStory(1);
      const one = await speaker();
      await one.join('/live');
      expect(await one.follow({ story: book.story }, id)).toMatchObject({ mode: 'snapshot' });
    },
  );
});

/** What a socket of the stock client holds and was told. */
interface Held {
  readonly socket: Socket;
  readonly frames: Frame[];
  answer: FollowAnswer | undefined;
}

describe('one manager of the stock client', () => {
  const manager = (options: Partial<ManagerOptions> = {}): Manager => {
    const one = new Manager(scene.gateway.url, { forceNew: true, ...options } as Partial<ManagerOptions>);
    open.push({ close: () => one._close() });
    return one;
  };
  const follower = (one: Manager, namespace: string, story: string, auth = {}): Held => {
    const held: Held = { socket: one.socket(namespace, { auth }), frames: [], answer: undefined };
    held.socket.on('frame', (frame: Frame) => held.frames.push(frame));
    held.socket.on('connect', () =>
      held.socket.emit('follow', { story }, (answer: FollowAnswer) => {
        held.answer = answer;
        held.frames.length = 0;
      }),
    );
    return held;
  };
  const view = ({ answer, frames }: Held) => (answer ? shownAfter(answer, frames) : 'nothing');

  test.each([
    ['by default', {}],
    ['by websocket only', { transports: ['websocket'] }],
    ['by polling only', { transports: ['polling'] }],
  ])(
    'carries the reader’s and the desk’s namespace, %s; one that is left can be joined again',
    async (_, how) => {
      const { book, relay } = await scene.aStory(2);
      const one = manager(how);
      const live = follower(one, '/live', book.story);
      const desk = follower(one, '/desk', book.story, { token: aToken() });
      await waitUntil('both are in', () => live.answer && desk.answer);
      const connection = one.engine.id;
      book.post('spb');
      await relay.carry();
      const isAt = (held: Held) => held.frames.at(-1)?.to === book.head;
      await waitUntil('both are told', () => isAt(live) && isAt(desk));
      live.socket.disconnect();
      book.post('kazan');
      await relay.carry();
      await waitUntil('the desk is told', () => isAt(desk));
      expect(isAt(live)).toBe(false);
      live.answer = undefined;
      live.socket.connect();
      await waitUntil('it is in again', () => live.answer);
      book.post('spb');
      await relay.carry();
      await waitUntil('both are told', () => isAt(live) && isAt(desk));
      expect([view(live), view(desk)]).toEqual([book.snapshot(), book.snapshot()]);
      expect(one.engine.id).toBe(connection);
    },
  );

  test('hears of a namespace that there is not, and of one it may not join; the third goes on', async () => {
    const { book, relay } = await scene.aStory(1);
    const one = manager();
    const live = follower(one, '/live', book.story);
    const errors: string[] = [];
    for (const namespace of ['/nowhere', '/desk'])
      one.socket(namespace).on('connect_error', ({ message }) => errors.push(`${namespace}: ${message}`));
    await waitUntil('both refusals', () => errors.length === 2);
    expect(errors.toSorted()).toEqual([
      '/desk: A valid bearer token is needed.',
      '/nowhere: Invalid namespace',
    ]);
    await waitUntil('it is in', () => live.answer);
    book.post('spb');
    await relay.carry();
    await waitUntil('it is told', () => live.frames.length > 0);
    expect(view(live)).toEqual(book.snapshot());
  });

  test('that begins with polling goes on to a websocket, and nothing is lost on the way', async () => {
    const { book, relay } = await scene.aStory(3);
    const managers = Array.from({ length: 10 }, () => manager());
    const readers = managers.map((each) => follower(each, '/live', book.story));
    const isUp = () => managers.every(({ engine }) => engine?.transport?.name === 'websocket');
    for (let i = 0; i < 40 || !isUp(); i += 1) {
      book.post('spb', `Update ${i}`);
      await relay.carry();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await waitUntil('all are in', () => readers.every(({ answer }) => answer));
    book.post('spb', 'The last');
    await relay.carry();
    for (const reader of readers) await waitUntil('the last', () => reader.frames.at(-1)?.to === book.head);
    for (const reader of readers) expect(view(reader)).toEqual(book.snapshot());
  });
});
