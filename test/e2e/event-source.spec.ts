import type { Browser, Page } from 'playwright-core';
import type { FollowAnswer, Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { GatewayScene, type Told } from '../support/gateway-scene.js';
import { shownAfter } from '../support/hand-spoken.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const STOCK_CLIENT = 'node_modules/socket.io-client/dist/socket.io.min.js';

/** What a page holds that follows with nothing but what browsers have. */
interface Heard {
  readonly snapshots: Snapshot[];
  readonly frames: Frame[];
  readonly problems: { readonly code: string }[];
  /** `open`, and `error` with the state after it: 0 tries again, 2 is over. */
  readonly states: string[];
  readonly answer?: FollowAnswer;
}
interface InPage {
  heard: { -readonly [K in keyof Heard]: Heard[K] };
  io(
    url: string,
    options: object,
  ): { on(event: string, hear: (value: Frame) => void): void; emit(...of: unknown[]): void };
}

// Without a browser on the machine there is nothing to look with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a page that follows with what a browser has', () => {
  let browser: Browser;
  let scene: GatewayScene;
  let told: Told;
  let page: Page;
  let line: TcpLink;
  /** Headers of the answers on which streams and websockets came. */
  let answers: Record<string, string>[];

  beforeAll(async () => {
    browser = await aBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    await page?.close();
    await line.close();
    await scene.stop();
  });

  async function begin(env: Record<string, string>): Promise<void> {
    const limits = { GATEWAY_CONNECTIONS: '1000', GATEWAY_HANDSHAKES: '1000', GATEWAY_COMPRESSION: 'off' };
    scene = await GatewayScene.start({ ...limits, ...env });
    told = await scene.aStory(20);
    line = await TcpLink.to('127.0.0.1', Number(new URL(scene.gateway.url).port));
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${line.port}/`); // nothing is there, and what follows is of the same origin
    answers = [];
    page.on('response', (response) => answers.push(response.headers()));
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    session.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
      const named = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]);
      answers.push(Object.fromEntries(named) as Record<string, string>);
    });
  }

  const heard = () => page.evaluate(() => (globalThis as unknown as InPage).heard as Heard);
  const until = (what: string, look: (seen: Heard) => boolean, ms?: number) =>
    waitUntil(what, async () => look(await heard()), ms);

  const withEventSource = () =>
    page.evaluate((address) => {
      const seen: InPage['heard'] = { snapshots: [], frames: [], problems: [], states: [] };
      (globalThis as unknown as InPage).heard = seen;
      const source = new EventSource(address);
      source.addEventListener('open', () => seen.states.push('open'));
      source.addEventListener('error', () => seen.states.push(`error ${source.readyState}`));
      source.addEventListener('snapshot', ({ data }) => seen.snapshots.push(JSON.parse(data) as Snapshot));
      source.addEventListener('frame', ({ data }) => seen.frames.push(JSON.parse(data) as Frame));
      source.addEventListener('problem', ({ data }) =>
        seen.problems.push(JSON.parse(data) as { code: string }),
      );
    }, `/v1/stories/${told.book.story}/stream`);

  const withStockClient = async (transports: string[] | undefined) => {
    await page.addScriptTag({ path: STOCK_CLIENT });
    await page.evaluate(
      ({ story, options }) => {
        const here = globalThis as unknown as InPage;
        const seen: InPage['heard'] = { snapshots: [], frames: [], problems: [], states: [] };
        here.heard = seen;
        const socket = here.io('/live', options);
        socket.on('frame', (frame) => seen.frames.push(frame));
        socket.on('connect', () =>
          socket.emit('follow', { story }, (answer: FollowAnswer) => {
            seen.answer = answer;
          }),
        );
      },
      { story: told.book.story, options: transports ? { transports } : {} },
    );
  };

  async function post(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      told.book.post('spb', `Update ${i}. ${'People walk along the embankment. '.repeat(10)}`);
      await told.relay.carry();
    }
    await until('the last update', ({ frames }) => frames.at(-1)?.to === told.book.head);
  }

  test.each([
    ['plain', 'off', undefined],
    ['compressed', 'on', 'gzip'],
  ])(
    'by EventSource, %s, shows the story, and resumes by itself after its connection broke',
    async (_, on, coding) => {
      await begin({ GATEWAY_COMPRESSION: on });
      await withEventSource();
      await until('the snapshot', ({ snapshots }) => snapshots.length === 1);
      await post(10);
      expect(answers.map((headers) => headers['content-encoding'])).toEqual([coding]);
      line.cutSome(() => true);
      await until('it is back', ({ states }) => states.filter((state) => state === 'open').length === 2);
      await post(5);
      const { snapshots, frames, states } = await heard();
      expect([snapshots.length, shownAfter(snapshots[0] as Snapshot, frames)]).toEqual([
        1,
        told.book.snapshot(),
      ]);
      expect(states).toEqual(['open', 'error 0', 'open']);
    },
  );

  test('by EventSource, compressed, comes back after a gateway said goodbye, and again until it is taken in', async () => {
    await begin({ GATEWAY_COMPRESSION: 'on' });
    await withEventSource();
    await until('the snapshot', ({ snapshots }) => snapshots.length === 1);
    await scene.gateway.gateway.drain();
    await until('it came back twice', ({ problems }) => problems.length === 2, 15_000);
    expect((await heard()).states).not.toContain('error 2');
  }, 25_000);

  test('by EventSource, refused at first, is in as soon as there is room', async () => {
    await begin({ GATEWAY_CONNECTIONS: '1' });
    const other = scene.aReader(told.book, undefined, { transports: ['websocket'] });
    await other.follow();
    await withEventSource();
    await until('a refusal', ({ problems }) => problems.length > 0);
    other.close();
    await until('the snapshot', ({ snapshots }) => snapshots.length === 1, 15_000);
    await post(3);
    const { snapshots, frames, problems, states } = await heard();
    expect(shownAfter(snapshots[0] as Snapshot, frames)).toEqual(told.book.snapshot());
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['unavailable']));
    expect(states).not.toContain('error 2');
  }, 25_000);

  test.each([
    ['by websocket, plain', ['websocket'], 'off', undefined],
    ['by websocket, compressed', ['websocket'], 'on', 'permessage-deflate'],
    ['by default, compressed for those who begin with a websocket', undefined, 'on', undefined],
    ['by polling', ['polling'], 'on', undefined],
  ])('with the stock client %s shows the same', async (_how, transports, on, extension) => {
    await begin({ GATEWAY_COMPRESSION: on });
    await withStockClient(transports);
    await until('the answer', ({ answer }) => answer !== undefined);
    await post(20);
    const { answer, frames } = await heard();
    expect(answer && shownAfter(answer, frames)).toEqual(told.book.snapshot());
    const extensions = answers.flatMap((headers) => headers['sec-websocket-extensions'] ?? []);
    expect(extensions.map((text) => text.split(';')[0])).toEqual(extension ? [extension] : []);
  });
});
