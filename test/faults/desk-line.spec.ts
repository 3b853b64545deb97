import { DeskApi } from '#client/desk-api';
import { DeskLine, type DeskNotice } from '#client/desk-line';
import { Follower } from '#client/follower';
import type { Snapshot } from '#contract/snapshot';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';

describe('an editor whose connection breaks', () => {
  let dateline: Dateline;
  beforeAll(async () => {
    dateline = await startDateline();
  }, 60_000);
  afterAll(() => dateline.stop());

  test('is told of everything that happened at the desk and to readers meanwhile, once, and brings a new token', async () => {
    const desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter'));
    const link = await TcpLink.to('127.0.0.1', Number(new URL(dateline.url).port));
    const told: DeskNotice[] = [];
    const shown: string[] = [];
    let tokens = 0;
    let view: Snapshot | undefined;
    const session = {
      token: () => {
        tokens += 1;
        return dateline.token('editor');
      },
      forget: () => undefined,
    };
    const url = `http://127.0.0.1:${link.port}`;
    const api = new DeskApi(dateline.url, session as unknown as ConstructorParameters<typeof DeskApi>[1]);
    const line = new DeskLine({
      ...{ url, story: desk.story, session, api },
      onDesk: (entries) => told.push(...entries),
    });
    const follower = new Follower(
      {
        ...{ url, api: dateline.url, story: desk.story },
        onChange: (snapshot) => {
          view = snapshot;
        },
        onEvent: ({ kind }) => shown.push(kind),
        timing: { backoff: 50, backoffCap: 200, online: 0 },
      },
      line.transport,
    );
    const waits = (n: number) => vera.post({ city: `elsewhere-${n}`, text: 'A picket.' });
    await waitUntil('the line is there', () => view !== undefined);
    await waits(1);
    await waitUntil('the first is told', () => told.length === 1);
    const before = tokens;
    link.cut();
    await waits(2);
    await vera.filed();
    await waits(3);
    link.restore();
    await waitUntil('it has caught up', () => told.length >= 3 && shown.includes('update.posted'), 20_000);
    await waits(4);
    await waitUntil('it goes on', () => told.length >= 4);
    expect(told.map(({ deskSeq }) => deskSeq)).toEqual([1, 2, 3, 4]);
    expect(told.every(({ action }) => action === 'filing.submitted')).toBe(true);
    expect(shown).toEqual(['update.posted']);
    expect(view).toEqual(await desk.snapshot());
    expect(tokens).toBeGreaterThan(before);
    follower.close();
    line.close();
    await link.close();
  });
});
