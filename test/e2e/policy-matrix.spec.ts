import { io, type Socket } from 'socket.io-client';
import { type Memberships, ROLES, type Role } from '#contract/people';
import { ABOUT_ONESELF, type Action, allows, POLICY } from '#domain/story/policy';
import { SOCKET_EVENTS } from '../../apps/gateway/src/socket/events.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { addressOf, listRoutes } from '../support/routes.js';
import { FrontDesk } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

interface Somebody {
  readonly role: Role;
  readonly place: string;
  readonly memberships: Memberships;
  readonly token: string;
}
interface Way {
  readonly route: string;
  readonly action: Action;
}

let dateline: Dateline;
let desk: Desk;
let people: Somebody[];
let guarded: Way[];
let cells = 0;
beforeAll(async () => {
  dateline = await startDateline();
  desk = await Desk.open(dateline);
  people = await everybody(new FrontDesk(dateline), desk.story);
  const { actions } = await listRoutes(dateline);
  guarded = Object.entries(actions)
    .map(([route, action]) => ({ route, action: action as Action }))
    .filter(({ action }) => POLICY[action] !== 'everyone');
}, 60_000);
afterAll(async () => {
  await dateline.stop();
  expect(cells).toBeGreaterThan(400);
});

/** Each role at each kind of place: everywhere, in this story, for one of its cities, in another story, nowhere. */
async function everybody(front: FrontDesk, story: string): Promise<Somebody[]> {
  const places: Record<string, Memberships> = {
    everywhere: null,
    here: [{ story, cities: null }],
    'for a city': [{ story, cities: ['kazan'] }],
    'for a city of all': [{ story: null, cities: ['kazan'] }],
    elsewhere: [{ story: 'elsewhere', cities: null }],
    nowhere: [],
  };
  const all: Somebody[] = [];
  for (const role of ROLES)
    for (const [place, memberships] of Object.entries(places)) {
      const name = `${role} ${place}`;
      await front.person(name, role, memberships);
      all.push({ role, place, memberships, token: (await front.signedIn(name)).token });
    }
  return all;
}

const isOfStory = (route: string) => route.includes('/:story');
/** Whether the table lets somebody in at all; what is asked for, nothing, is refused afterwards for other reasons. */
function mayEnter({ role, memberships }: Somebody, { route, action }: Way): boolean {
  if (!allows(action, role)) return false;
  if (!isOfStory(route)) return memberships === null || ABOUT_ONESELF.includes(action);
  return memberships === null || memberships.some((row) => row.story === desk.story || row.story === null);
}
/** Whether more than the table may refuse: what concerns other cities or all of them. */
const isForACity = ({ memberships }: Somebody) => memberships?.some(({ cities }) => cities !== null) ?? false;

async function entered({ token }: Somebody, { route }: Way): Promise<boolean> {
  const [method = '', template = ''] = route.split(' ');
  const url = dateline.url + addressOf(template, desk.story);
  const { status } = await ask(url, { method, token, ...(method === 'GET' ? {} : { body: {} }) });
  expect([route, status]).not.toEqual([route, 401]);
  expect([route, status < 500]).toEqual([route, true]);
  return status !== 403;
}

describe('at every address that is not for everyone', () => {
  test('B7: each role at each place is let in, or not, as the table says', async () => {
    const wrong: string[] = [];
    for (const way of guarded)
      for (const somebody of people) {
        const [may, did] = [mayEnter(somebody, way), await entered(somebody, way)];
        cells += 1;
        if (may !== did && !(may && isForACity(somebody)))
          wrong.push(`${somebody.role} ${somebody.place}: ${way.route} ${did ? 'let in' : 'refused'}`);
      }
    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('by socket', () => {
  const sockets: Socket[] = [];
  afterAll(() => sockets.map((socket) => socket.disconnect()));
  const connected = async (token: string) => {
    const socket = io(`${dateline.url}/desk`, { forceNew: true, reconnection: false, auth: { token } });
    sockets.push(socket);
    await waitUntil('it is there', () => socket.connected);
    return socket;
  };

  test('B7: each role at each place may send what it may over HTTP', async () => {
    const route = 'POST /v1/stories/:story/updates';
    for (const somebody of people) {
      const socket = await connected(somebody.token);
      for (const [event, action] of Object.entries(SOCKET_EVENTS)) {
        const answer = await socket.emitWithAck(event, { story: desk.story, update: {} });
        const may = POLICY[action] === 'everyone' || mayEnter(somebody, { route, action });
        cells += 1;
        expect([somebody.role, somebody.place, event, answer.code !== 'not_allowed']).toEqual([
          ...[somebody.role, somebody.place, event, may],
        ]);
      }
      socket.disconnect();
    }
  });
});
