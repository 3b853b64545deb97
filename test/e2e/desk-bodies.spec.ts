import { PROBLEMS, type ProblemDocument } from '#contract/problems';
import { ECHO, jsonOf, NO_BODY, NOT } from '../support/bad-values.js';
import { casesOf, type Taking } from '../support/bad-cases.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { rawRequest } from '../support/raw-request.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';

const MEMBERSHIPS = [{ story: 'a-story', cities: ['kazan'] }];
const memberships = {
  memberships: [...NOT.list.filter((value) => value !== null), [null], [5], [[]]],
  'memberships.0.story': NOT.name.filter((value) => value !== null),
  'memberships.0.cities': [...NOT.list.filter((value) => value !== null), [], [null], ['a b']],
};
const who = { name: NOT.filledText, role: NOT.oneOf };
const secret = { secret: NOT.filledText, password: [...NOT.filledText, 'short', 'q'.repeat(257)] };
const PERSON = { name: 'Olga', role: 'reporter', memberships: MEMBERSHIPS };
const TAKING: Taking[] = [
  {
    ...{ method: 'POST', path: '/v1/people', body: { ...PERSON, signsInAs: 'olga' } },
    bad: { ...who, ...memberships, signsInAs: NOT.filledText },
    optional: ['memberships', 'signsInAs'],
  },
  {
    ...{
      method: 'PATCH',
      path: '/v1/people/:person',
      body: { role: 'editor', state: 'active', memberships: MEMBERSHIPS },
    },
    bad: { role: NOT.oneOf, state: NOT.oneOf, ...memberships },
    optional: ['role', 'state', 'memberships'],
  },
  {
    ...{ method: 'POST', path: '/v1/people/:person/freezing', body: { pull: 1, note: 'Why.' } },
    ...{ bad: { pull: [...NOT.count, 101], note: NOT.filledText }, optional: ['pull'], mayBeEmpty: true },
  },
  {
    ...{ method: 'POST', path: '/v1/api-keys', body: { ...PERSON, expiresAt: '2031-01-23T12:00:00Z' } },
    bad: {
      ...{ ...who, ...memberships },
      expiresAt: NOT.time.filter((value) => value !== null && value !== '2999-01-01T00:00:00Z'),
    },
    optional: ['memberships', 'expiresAt'],
  },
  {
    ...{ method: 'POST', path: '/v1/sign-in', body: { name: 'Vera', password: PASSWORD } },
    bad: { name: NOT.filledText, password: [...NOT.filledText, 'q'.repeat(257)] },
  },
  {
    ...{ method: 'PUT', path: '/v1/session/password', body: { current: PASSWORD, password: PASSWORD } },
    bad: { current: NOT.filledText, password: secret.password },
  },
  {
    ...{
      method: 'POST',
      path: '/v1/invitations/acceptance',
      body: { secret: 'x', name: 'Vera', password: PASSWORD },
    },
    bad: { ...secret, name: NOT.filledText },
  },
  {
    ...{ method: 'POST', path: '/v1/password-resets/completion', body: { secret: 'x', password: PASSWORD } },
    bad: secret,
  },
];

let dateline: Dateline;
let person: string;
let token: string;
beforeAll(async () => {
  dateline = await startDateline();
  ({ id: person } = await new FrontDesk(dateline).person('Vera'));
  token = await dateline.token('admin');
});
afterAll(async () => {
  expect(dateline.output()).not.toMatch(/ERROR|Error:/);
  await dateline.stop();
});

/** What is wrong with how something bad was answered; null: nothing. */
async function fault({ method, path }: Taking, body: string | Buffer, at?: string): Promise<string | null> {
  const { status, text } = await rawRequest(dateline.url, {
    ...{ method, path: path.replace(':person', person), body, token },
  });
  const { code, fields = [] } = JSON.parse(text || '{}') as Partial<ProblemDocument>;
  const isSaid =
    at === undefined ||
    fields.some(({ path: told }) => told.startsWith(at.slice(0, 79)) || at.startsWith(`${told}.`));
  const isRight =
    status >= 400 && status < 500 && code && PROBLEMS[code].status === status && !ECHO.test(text) && isSaid;
  return isRight ? null : `${at}: ${String(body).slice(0, 200)} → ${status} ${text.slice(0, 200)}`;
}

describe.each(TAKING.map((each) => [`${each.method} ${each.path}`, each] as const))('%s', (_, address) => {
  test('B9 B13: says of each field what it does not take', async () => {
    const found = await Promise.all(
      casesOf(address).map(({ body, path }) => fault(address, jsonOf(body), path)),
    );
    expect(found.length).toBeGreaterThan(30);
    expect(found.filter((each) => each !== null)).toEqual([]);
  });

  test('B11 B12: takes no body of another kind, form or size', async () => {
    const bodies = [...NO_BODY, `{"a":"${'q'.repeat(100_000)}"}`].filter(
      (each) => !(address.mayBeEmpty && each === ''),
    );
    const found = await Promise.all(bodies.map((body) => fault(address, body)));
    expect(found.filter((each) => each !== null)).toEqual([]);
  });
});
