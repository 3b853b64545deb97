import { GatewayScene, type Told } from '../support/gateway-scene.js';
import { HandSpoken } from '../support/hand-spoken.js';
import { RawWebsocket } from '../support/raw-websocket.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
let told: Told;
let neighbour: HandSpoken;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start();
  told = await scene.aStory(1);
  neighbour = await HandSpoken.open(scene.gateway.url);
  await neighbour.join('/live');
  await neighbour.follow({ story: told.book.story });
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});
afterAll(async () => {
  neighbour.close();
  await scene.stop();
});

/** One that follows the story, so that it also has something to lose. */
async function following(): Promise<RawWebsocket> {
  const socket = await RawWebsocket.open(scene.gateway.url);
  open.push(socket);
  socket.text('40/live,');
  socket.text(follow(0));
  await answered(socket, 0);
  return socket;
}
const follow = (id: number): string => `42/live,${id}["follow",{"story":"${told.book.story}"}]`;
const answered = (socket: RawWebsocket, id: number) =>
  waitUntil('an answer', () => socket.messages.some((text) => text.startsWith(`43/live,${id}[{"mode"`)));

/** The next update reaches those who did nothing wrong, on the connections they had. */
async function othersGoOn(...others: RawWebsocket[]): Promise<void> {
  told.book.post('spb');
  await told.relay.carry();
  await waitUntil('the neighbour’s frame', () => neighbour.frames().at(-1)?.to === told.book.head);
  const isTold = (text: string) =>
    text.startsWith('42/live,["frame"') && text.includes(`"to":${told.book.head}`);
  for (const other of others) await waitUntil('a frame', () => other.messages.some(isTold));
  expect(neighbour.closed).toBeUndefined();
}

const [TEXT, BINARY, PING, TEXT_BEGINS, GOES_ON, GOES_ON_AND_ENDS] = [0x81, 0x82, 0x89, 0x01, 0x00, 0x80];
type Crime = readonly [what: string, code: number, commit: (socket: RawWebsocket) => void];
const CRIMES: readonly Crime[] = [
  ['an unmasked frame', 1002, (s) => s.frame(TEXT, Buffer.from('2'), { isMasked: false })],
  ['a bit that nobody negotiated', 1002, (s) => s.frame(0xc1, Buffer.from('3'))],
  ['an opcode that there is not', 1002, (s) => s.frame(0x83, Buffer.from('3'))],
  ['text that is not UTF-8', 1007, (s) => s.frame(TEXT, Buffer.from([0x34, 0xc3, 0x28]))],
  ['half of a surrogate pair', 1007, (s) => s.frame(TEXT, Buffer.from([0x34, 0xed, 0xa0, 0x80]))],
  ['a binary message', 1003, (s) => s.frame(BINARY, Buffer.from('42/live,["x"]'))],
  ['a part that continues nothing', 1002, (s) => s.frame(GOES_ON_AND_ENDS, Buffer.from('x'))],
  [
    'a message inside another',
    1002,
    (s) => {
      s.frame(TEXT_BEGINS, Buffer.from('42/live,'));
      s.text('3');
    },
  ],
  ['a message of 65 KB', 1009, (s) => s.frame(TEXT, Buffer.alloc(65 * 1024, '4'))],
  ['word of a message of 2 GB', 1009, (s) => s.frame(TEXT, Buffer.from('4'), { length: 2 ** 31 })],
  [
    'parts without end',
    1009,
    (s) => {
      s.frame(TEXT_BEGINS, Buffer.alloc(20_000, '4'));
      for (let i = 0; i < 4; i += 1) s.frame(GOES_ON, Buffer.alloc(20_000, '4'));
    },
  ],
  ['a ping of 126 bytes', 1002, (s) => s.frame(PING, Buffer.alloc(126))],
  ['a ping in parts', 1002, (s) => s.frame(0x09, Buffer.from('x'))],
  ['a packet of no kind', 1003, (s) => s.text('9')],
];

describe('what no websocket may say', () => {
  test.each(CRIMES)('%s ends that connection, saying why, and no other', async (_what, code, commit) => {
    const [guilty, innocent] = [await following(), await following()];
    commit(guilty);
    await waitUntil('its end', () => guilty.hasEnded);
    expect(guilty.closeCode).toBe(code);
    await othersGoOn(innocent);
    const { gauges } = scene.gateway.gateway.metrics;
    await waitUntil('it is not counted any more', () => gauges.readers === 2);
  });

  test('more than sixty pings a second are as many other frames', async () => {
    const [guilty, innocent] = [await following(), await following()];
    for (let i = 0; i < 70; i += 1) guilty.frame(PING, Buffer.from('still there'));
    await waitUntil('its end', () => guilty.hasEnded);
    expect(guilty.closeCode).toBe(1008);
    await othersGoOn(innocent);
  });

  test('a message that stops halfway, and a connection that is half closed or reset, hold nobody up', async () => {
    const [halfway, closed, reset] = [await following(), await following(), await following()];
    halfway.frame(TEXT, Buffer.from('42/live,9["foll'), { length: 4_000 });
    closed.socket.end();
    reset.socket.resetAndDestroy();
    await waitUntil('the end of what was half closed', () => closed.hasEnded);
    const { gauges } = scene.gateway.gateway.metrics;
    await waitUntil('two are gone', () => gauges.readers === 2);
    await othersGoOn(halfway);
  });
});

describe('what every websocket may say', () => {
  test('a message in parts, with a ping between them, is one message', async () => {
    const socket = await following();
    const message = Buffer.from(follow(1));
    socket.frame(TEXT_BEGINS, message.subarray(0, 5));
    socket.frame(GOES_ON, message.subarray(5, 9));
    socket.frame(PING, Buffer.from('are you there'));
    socket.frame(GOES_ON, Buffer.alloc(0));
    socket.frame(GOES_ON_AND_ENDS, message.subarray(9));
    await answered(socket, 1);
    expect(socket.opcodes).toContain(0x8a);
    await othersGoOn(socket);
  });

  test('a goodbye is answered with one', async () => {
    const socket = await following();
    socket.frame(0x88, Buffer.from([0x03, 0xe8]));
    await waitUntil('its end', () => socket.hasEnded);
    expect(socket.closeCode).toBe(1000);
  });

  test('socket.io’s own goodbye ends the connection', async () => {
    const socket = await following();
    socket.text('1');
    await waitUntil('its end', () => socket.hasEnded);
    await othersGoOn();
  });
});
