import { jest } from '@jest/globals';
import { Follower } from './follower.js';

const PAGES = 200;
const WITHIN_MS = 2_000;

describe('pages whose network returns in the same moment', () => {
  const online = new Set<() => void>();
  const offline = new Set<() => void>();
  const of = (type: string) => (type === 'online' ? online : offline);
  const host = globalThis as { addEventListener?: unknown; removeEventListener?: unknown };
  const { addEventListener, removeEventListener } = host;
  beforeEach(() => {
    jest.useFakeTimers();
    host.addEventListener = (type: string, listener: () => void) => of(type).add(listener);
    host.removeEventListener = (type: string, listener: () => void) => of(type).delete(listener);
  });
  afterEach(() => {
    jest.useRealTimers();
    Object.assign(host, { addEventListener, removeEventListener });
  });

  test('knock within two seconds, each in a moment of its own', () => {
    const knocks: number[] = [];
    const line = { follow: () => knocks.push(Date.now()), drop: () => undefined, close: () => undefined };
    const pages = Array.from(
      { length: PAGES },
      () => new Follower({ url: '', story: 's', timing: { answer: 60_000, silence: 60_000 } }, () => line),
    );
    knocks.length = 0;
    const since = Date.now();
    for (const listener of online) listener();
    expect(knocks).toEqual([]);
    jest.advanceTimersByTime(WITHIN_MS);
    expect(knocks).toHaveLength(PAGES);
    const inTenth = (tenth: number) =>
      knocks.filter((at) => Math.floor(((at - since) / WITHIN_MS) * 10) === tenth).length;
    expect(Math.max(...Array.from({ length: 10 }, (_, tenth) => inTenth(tenth)))).toBeLessThan(PAGES / 4);
    for (const page of pages) page.close();
    expect(online.size + offline.size).toBe(0);
  });

  test('say at once that they are offline when the device is, and drop the line', () => {
    let drops = 0;
    const said: string[] = [];
    let hear = (): void => undefined;
    const line = { follow: () => undefined, drop: () => (drops += 1), close: () => undefined };
    const onState = ({ state }: { readonly state: string }) => void said.push(state);
    const position = { epoch: 'e', seq: 1 };
    const page = new Follower({ url: '', story: 's', position, onState }, (_, heard) => {
      hear = () => heard.frame({ epoch: 'e', from: 1, to: 1, events: [] });
      return line;
    });
    hear();
    for (const listener of offline) listener();
    expect([drops, said.at(-1)]).toEqual([1, 'offline']);
    page.close();
  });

  test('do not sit out a wait that began while it was away', () => {
    let knocks = 0;
    let lose = (): void => undefined;
    const line = { follow: () => (knocks += 1), drop: () => undefined, close: () => undefined };
    const timing = { answer: 60_000, silence: 60_000, backoff: 1 };
    const page = new Follower({ url: '', story: 's', timing }, (_, heard) => {
      lose = () => heard.lost(undefined, 30_000);
      return line;
    });
    lose();
    jest.advanceTimersByTime(10_000);
    expect(knocks).toBe(1);
    for (const listener of online) listener();
    jest.advanceTimersByTime(WITHIN_MS);
    expect(knocks).toBe(2);
    jest.advanceTimersByTime(30_000);
    expect(knocks).toBe(2);
    page.close();
  });
});
