import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { DeskLogPage, DeskMoved, DeskStory, ListedDeskStory } from '#contract/desk';
import type { ProblemDocument } from '#contract/problems';
import type { Receipt } from '#contract/update';
import { STORY_STATUSES, type StoryStatus, type StoryTurn } from '#contract/story';
import { AReader } from '../support/a-reader.js';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { anUpdate, ask, aStory, CITIES, SOURCES } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let editor: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  dateline = await standingNewsroom();
  editor = await dateline.token('editor', { name: 'Boris' });
}, 60_000);
afterEach(() => sockets.splice(0).map((socket) => socket.disconnect()));
afterAll(() => dateline.stop());

/** Why something filed waits at the desk. */
const why = ({ reasons = [] }: Partial<Receipt>) => reasons.map(({ code }) => code);

async function aDraft(): Promise<Desk> {
  const { id } = await aStory(dateline, `draft-${randomUUID()}`, { title: 'Quince', status: 'draft' });
  return deskOf(id);
}
async function deskOf(story: string): Promise<Desk> {
  return (await Desk.open(dateline)).of(story, editor);
}
const listed = async (query = '') =>
  (await ask<{ stories: { id: string; status: string }[] }>(`${dateline.url}/v1/stories${query}`)).body
    .stories;

/** Everything a reader can ask of a story, and what is answered: of what was never there it is the same. */
async function whatReadersGet(story: string): Promise<unknown[]> {
  const paths = [
    '',
    '?city=moscow',
    '/updates',
    '/updates/8f9aa6b5-8b34-4d9c-a1ad-6f4b4b3f2f10',
    '/events?after=0',
    '/events?epoch=x&from=1&to=2',
  ];
  const more = [
    '/totals',
    '/totals?seq=0',
    '/totals?at=2021-01-23T12:00:00Z',
    '/totals/arrests/history',
    '/stream',
  ];
  const answers: unknown[] = [];
  for (const path of [...paths, ...more]) {
    const response = await fetch(`${dateline.url}/v1/stories/${story}${path}`);
    answers.push([path, response.status, without(await response.text(), story), headersOf(response)]);
  }
  const page = await fetch(`${dateline.url}/stories/${story}`);
  answers.push(['page', page.status, without(await page.text(), story)]);
  const socket = io(`${dateline.url}/live`, { forceNew: true });
  sockets.push(socket);
  answers.push(['follow', without(JSON.stringify(await socket.emitWithAck('follow', { story })), story)]);
  return answers;
}
const without = (text: string, story: string) => text.replaceAll(story, 'NAME');
const headersOf = ({ headers }: Response) =>
  [...headers].filter(([name]) => !['date', 'content-length', 'keep-alive'].includes(name));

describe('B6: a draft', () => {
  test('B6: is to readers as a story that never was, on every way there is', async () => {
    const desk = await aDraft();
    await desk.send('PUT', '', {
      title: 'Quince again',
      timeZone: 'Europe/Moscow',
      cities: CITIES,
      sources: SOURCES,
    });
    const never = `draft-${randomUUID()}`;
    expect(await whatReadersGet(desk.story)).toEqual(await whatReadersGet(never));
    expect((await whatReadersGet(never)).every((answer) => /404|story_not_found/.test(String(answer)))).toBe(
      true,
    );
    expect(JSON.stringify(await listed())).not.toContain(desk.story);
    expect(await (await fetch(`${dateline.url}/`)).text()).not.toMatch(/Quince/);
  });

  test('is there for the desk, in its list and as it is set up, for those who work in it', async () => {
    const desk = await aDraft();
    const { body } = await ask<DeskStory>(`${dateline.url}/v1/desk/stories/${desk.story}`, { token: editor });
    expect(body).toMatchObject({ story: { title: 'Quince', status: 'draft' }, position: null });
    const listOf = async (token: string) =>
      (await ask<{ stories: ListedDeskStory[] }>(`${dateline.url}/v1/desk/stories`, { token })).body.stories;
    const ids = async (token: string) => (await listOf(token)).map(({ id }) => id);
    expect(await ids(editor)).toContain(desk.story);
    expect(await ids(await dateline.token('reporter', { story: 'another' }))).not.toContain(desk.story);
    const stranger = await dateline.token('editor', { story: 'another' });
    expect((await ask(`${dateline.url}/v1/desk/stories/${desk.story}`, { token: stranger })).status).toBe(
      403,
    );
    const log = await ask<DeskLogPage>(`${desk.address}/desk-log`, { token: editor });
    expect(log.body.entries.map(({ action }) => action)).toEqual(['story.drafted']);
  });

  test('has a desk that those who work in it attend, before anybody can follow it', async () => {
    const desk = await aDraft();
    const at = async (token: string) => {
      const socket = io(`${dateline.url}/desk`, { forceNew: true, auth: { token } });
      sockets.push(socket);
      const told: DeskMoved[] = [];
      socket.on('desk', (moved: DeskMoved) => told.push(moved));
      await waitUntil('it is there', () => socket.connected);
      return { socket, told };
    };
    const [boris, stranger] = [
      await at(editor),
      await at(await dateline.token('editor', { story: 'another' })),
    ];
    const { story } = desk;
    expect(await boris.socket.emitWithAck('follow', { story })).toMatchObject({ code: 'story_not_found' });
    expect(await boris.socket.emitWithAck('attend', { story })).toEqual({ story, deskSeq: 1 });
    expect(await stranger.socket.emitWithAck('attend', { story })).toMatchObject({ code: 'not_allowed' });
    expect(await boris.socket.emitWithAck('attend', { story: 'none' })).toMatchObject({
      code: 'story_not_found',
    });
    expect(await boris.socket.emitWithAck('attend', null)).toMatchObject({ code: 'malformed' });
    const again = { title: 'Quince II', timeZone: 'Europe/Moscow', cities: CITIES, sources: SOURCES };
    await desk.send('PUT', '', again);
    await waitUntil('Boris to be told', () => boris.told.some(({ deskSeq }) => deskSeq === 2));
    expect(JSON.stringify(boris.told)).not.toContain('Quince');
    expect(stranger.told).toEqual([]);
    await boris.socket.emitWithAck('unattend', { story });
  });

  test('takes nothing that readers would be told, and is live from its opening on', async () => {
    const desk = await aDraft();
    expect(why((await desk.post()).body as Receipt)).toEqual(['story_draft']);
    expect((await desk.put('/preferences', { metric: 'crowd', order: ['own'] })).body.code).toBe(
      'story_draft',
    );
    expect((await desk.turn('pausing')).body.code).toBe('story_draft');
    expect((await desk.turn('reopening')).body.code).toBe('story_draft');
    const opened = await desk.turn('opening');
    expect(opened).toMatchObject({ status: 201, body: { seq: 1 } });
    expect(await desk.snapshot()).toMatchObject({ story: { status: 'live' }, position: { seq: 1 } });
    expect((await desk.filed()).seq).toBe(2);
    expect((await listed()).map(({ id }) => id)).toContain(desk.story);
    const again = {
      title: 'A',
      timeZone: 'Europe/Moscow',
      cities: CITIES,
      sources: SOURCES,
      status: 'draft',
    };
    expect((await desk.send<ProblemDocument>('PUT', '', again)).body.code).toBe('not_a_draft');
  });
});

describe('a story that pauses', () => {
  test('says so to readers, and takes editors’ updates only', async () => {
    const desk = await Desk.open(dateline);
    const reader = new AReader(dateline.url, { story: desk.story });
    await reader.follow();
    expect((await desk.turn('pausing')).status).toBe(201);
    await waitUntil('the reader to know', () => reader.view?.story.status === 'paused');
    reader.close();
    expect(await (await fetch(`${dateline.url}/stories/${desk.story}`)).text()).toContain(
      'This live blog pauses',
    );
    const reporter = desk.as(await dateline.token('reporter'));
    expect(why((await reporter.post()).body as Receipt)).toEqual(['story_paused']);
    expect((await desk.post()).status).toBe(201);
    await desk.turn('reopening');
    expect((await reporter.post()).status).toBe(201);
  });
});

describe('an archived story', () => {
  test('is read at its address, is out of the list, and is corrected by editors only', async () => {
    const desk = await Desk.open(dateline);
    const reporter = desk.as(await dateline.token('reporter'));
    const { id } = await reporter.filed();
    expect((await desk.turn('archiving')).status).toBe(201);
    expect((await desk.snapshot()).story.status).toBe('archived');
    expect((await listed()).map((story) => story.id)).not.toContain(desk.story);
    expect(await listed('?status=archived')).toContainEqual(expect.objectContaining({ id: desk.story }));
    expect(why((await reporter.post()).body as Receipt)).toEqual(['story_closed']);
    expect((await reporter.revise(id, 1, {})).body.code).toBe('story_archived');
    expect((await desk.revise(id, 1, {})).status).toBe(201);
  });
});

describe('from each place in its life', () => {
  const LEADS: Record<StoryTurn, Partial<Record<StoryStatus, StoryStatus | string>>> = {
    opening: {
      draft: 'live',
      live: 'live',
      paused: 'story_paused',
      closed: 'story_closed',
      archived: 'story_archived',
    },
    pausing: {
      draft: 'story_draft',
      live: 'paused',
      paused: 'paused',
      closed: 'story_closed',
      archived: 'story_archived',
    },
    closing: {
      draft: 'story_draft',
      live: 'closed',
      paused: 'closed',
      closed: 'closed',
      archived: 'story_archived',
    },
    reopening: { draft: 'story_draft', live: 'live', paused: 'live', closed: 'live', archived: 'live' },
    archiving: {
      draft: 'story_draft',
      live: 'archived',
      paused: 'archived',
      closed: 'archived',
      archived: 'archived',
    },
  };
  const WAY: Record<StoryStatus, StoryTurn[]> = {
    draft: [],
    live: ['opening'],
    paused: ['opening', 'pausing'],
    closed: ['opening', 'closing'],
    archived: ['opening', 'archiving'],
  };

  test.each(STORY_STATUSES)('a story that is %s goes where it may, and nowhere else', async (status) => {
    for (const [turn, leads] of Object.entries(LEADS)) {
      const desk = await aDraft();
      for (const step of WAY[status]) await desk.turn(step);
      const { body } = await desk.turn(turn as StoryTurn);
      const { story } = (
        await ask<DeskStory>(`${dateline.url}/v1/desk/stories/${desk.story}`, { token: editor })
      ).body;
      const led = leads[status] ?? '';
      const isRefused = led.includes('_');
      expect([turn, body.code ?? story.status]).toEqual([turn, led]);
      if (isRefused) expect([turn, story.status]).toEqual([turn, status]);
    }
  });

  test('a repeat of a turn is answered with its first receipt', async () => {
    const desk = await Desk.open(dateline);
    const requestId = randomUUID();
    const first = await desk.turn('pausing', { requestId });
    const again = await desk.turn('pausing', { requestId });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await desk.turn('closing', { requestId })).body.code).toBe('id_reused');
  });

  test('a phone’s batch to a draft waits at the desk, and is told why of each', async () => {
    const desk = await aDraft();
    const reporter = await dateline.token('reporter');
    const { body } = await ask<{ results: { receipt?: Receipt }[] }>(`${desk.address}/updates:batch`, {
      ...{ method: 'POST', token: reporter, body: { updates: [anUpdate(), anUpdate()] } },
    });
    expect(body.results.map(({ receipt = {} }) => why(receipt))).toEqual([['story_draft'], ['story_draft']]);
  });
});
