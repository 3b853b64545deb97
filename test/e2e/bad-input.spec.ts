import { PROBLEMS, type ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import { ECHO, jsonOf, NO_BODY } from '../support/bad-values.js';
import { casesOf } from '../support/bad-cases.js';
import { badDeliveries } from '../support/bad-deliveries.js';
import { taking } from '../support/bad-requests.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { type RawAnswer, rawRequest } from '../support/raw-request.js';

let dateline: Dateline;
let desk: Desk;
let update: string;
let before: string;
let sent = 0;
beforeAll(async () => {
  dateline = await startDateline();
  desk = await Desk.open(dateline, 'admin');
  ({ id: update } = await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 5 }] }));
  before = JSON.stringify([await desk.snapshot(), await desk.totals()]);
});
afterEach(async () => {
  expect(JSON.stringify([await desk.snapshot(), await desk.totals()])).toBe(before);
  expect(dateline.output()).not.toMatch(/ERROR|Error:/);
});
afterAll(async () => {
  await dateline.stop();
  expect(sent).toBeGreaterThan(2_000);
});

const request = (asked: Parameters<typeof rawRequest>[1]) => {
  sent += 1;
  return rawRequest(dateline.url, { token: desk.token, ...asked });
};
/** What is wrong with how something bad was answered; null: nothing. */
function fault({ status, type, text }: RawAnswer, path?: string): string | null {
  if (status < 400 || status > 499) return `${status} ${text.slice(0, 200)}`;
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}: ${text.slice(0, 200)}`;
  return faultOf(JSON.parse(text) as ProblemDocument, path);
}
function faultOf(problem: ProblemDocument, path?: string): string | null {
  const text = JSON.stringify(problem);
  if (!Object.hasOwn(PROBLEMS, problem.code)) return `unknown code: ${text.slice(0, 200)}`;
  if (PROBLEMS[problem.code].status >= 500 || problem.status !== PROBLEMS[problem.code].status) return text;
  if (ECHO.test(text)) return `repeats what was sent: ${text.slice(0, 200)}`;
  if (text.length > 16_384) return `says ${text.length} letters`;
  const told = problem.fields?.map((field) => field.path) ?? [];
  const isTold =
    path === undefined ||
    told.some((each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`));
  return isTold || told.some((each) => path.startsWith(each.slice(0, 79)) && each !== '')
    ? null
    : `says not where: ${text.slice(0, 300)}`;
}
async function faults<T>(cases: readonly T[], judge: (each: T) => Promise<string | null>): Promise<string[]> {
  const found = await Promise.all(
    cases.map(async (each) => {
      const wrong = await judge(each);
      return (
        wrong &&
        `${JSON.stringify(each)
          .slice(0, 300)
          .replaceAll(/q{50,}/g, 'qq…')} → ${wrong}`
      );
    }),
  );
  return found.filter((each) => each !== null);
}

const ADDRESSES = taking('update').map(({ method, path }) => `${method} ${path || '(story)'}`);
describe.each(ADDRESSES.map((name, place) => [name, place] as const))('%s', (_, place) => {
  const here = () => {
    const address = taking(update)[place];
    if (!address) throw new Error('There is no such address.');
    const path = `/v1/stories/${desk.story}${address.path}`;
    return { ...address, path, headers: { 'if-match': '"1"' } };
  };

  test('B9 B13: says of each field what it does not take', async () => {
    const { method, path, headers, ...address } = here();
    const found = await faults(casesOf(address), async (each) =>
      fault(await request({ method, path, headers, body: jsonOf(each.body) }), each.path),
    );
    expect(found).toEqual([]);
  });

  test('B11 B12: takes no body of another kind, form or size', async () => {
    const { method, path, body, mayBeEmpty = false } = here();
    const bodies = NO_BODY.filter((each) => !(mayBeEmpty && each === ''));
    expect(await faults(bodies, async (each) => fault(await request({ method, path, body: each })))).toEqual(
      [],
    );
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'x',
      'text/json',
    ];
    const answers = types.map((type) =>
      request({ method, path, body: jsonOf(body), headers: { 'content-type': type } }),
    );
    for (const answer of await Promise.all(answers))
      expect([fault(answer), answer.status]).toEqual([null, 415]);
    const limit =
      path.endsWith('/deliveries') || path.endsWith(':batch') ? 1024 : path.endsWith(desk.story) ? 2048 : 32;
    const large = `{"a":"${'q'.repeat(limit * 1024)}"}`;
    for (const chunked of [false, true]) {
      const answer = await request({ method, path, body: large, chunked });
      expect([fault(answer), answer.status]).toEqual([null, 413]);
    }
  });
});

test('a line of a delivery is refused where it is wrong', async () => {
  const path = `/v1/stories/${desk.story}/deliveries`;
  const found = await faults(badDeliveries(desk.story, update), async (each) => {
    const answer = await request({ method: 'POST', path, body: `{"deliveries":[${jsonOf(each.body)}]}` });
    if (answer.status !== 200) return fault(answer);
    const [result] = (JSON.parse(answer.text) as { results: { problem?: ProblemDocument }[] }).results;
    return result?.problem ? faultOf(result.problem, each.path) : answer.text;
  });
  expect(found).toEqual([]);
});

const NAMES = [
  '%00',
  '%ff',
  '%',
  '%zz',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  'a%20b',
  "x'%20or%201=1--",
  'q'.repeat(199),
  'q'.repeat(10_240),
];
const MORE_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '-',
  '.',
  '%0d%0aset-cookie:x',
  'nobody',
  '{}',
  '*',
];

test('no address is confused by a name', async () => {
  const addresses = [...NAMES, ...MORE_NAMES].flatMap((name) => [
    ...[
      `GET /v1/stories/${name}`,
      `GET /v1/stories/${name}/totals`,
      `GET /v1/stories/${name}/events?after=0`,
    ],
    ...[
      `GET /v1/stories/${name}/updates`,
      `GET /v1/stories/${name}/updates/${update}`,
      `GET /v1/stories/${name}/stream`,
    ],
    ...[
      `GET /v1/stories/${name}/totals/arrests/history`,
      `POST /v1/stories/${name}/updates`,
      `POST /v1/stories/${name}/closing`,
    ],
    ...[
      `GET /v1/stories/${desk.story}/updates/${name}`,
      `GET /v1/stories/${desk.story}/totals/${name}/history`,
    ],
    ...[
      `POST /v1/stories/${desk.story}/updates/${name}/retraction`,
      `PUT /v1/stories/${desk.story}/pins/${name}`,
    ],
    ...[`GET /v1/stories/${desk.story}/${name}`, `GET /v1/${name}`, `PATCH /v1/stories/${name}`],
  ]);
  const found = await faults(addresses, async (each) => {
    const [method = '', path = ''] = each.split(/ (.*)/);
    return fault(await request({ method, path, ...(method === 'GET' ? {} : { body: '{}' }) }));
  });
  expect(found.filter((each) => !each.includes('431'))).toEqual([]);
});

test('B16: no question is confused by what is asked with it', async () => {
  const anything = [
    '',
    'x',
    '-1',
    '1.5',
    '1e3',
    '99999999999',
    "1'or'1'='1",
    '%00',
    '%ff',
    'null',
    '[]',
    '1;drop%20table%20events',
    'q'.repeat(3_000),
  ];
  const ask = (path: string, name: string, values: readonly string[]) =>
    values.flatMap((value) => [
      { path: name, address: `${path}${path.includes('?') ? '&' : '?'}${name}=${value}` },
    ]);
  const times = [
    '',
    'x',
    '2021-02-31T00:00:00Z',
    '2021-01-23T12:00:00',
    '2021-01-23',
    '%00',
    "2021-01-23T12:00:00Z'--",
  ];
  const cursors = [
    ...anything,
    '2021-01-23T12:00:00Z',
    '2021-01-23T12:00:00Z_',
    '2021-01-23T12:00:00Z_1e3',
    'abc_1',
    "2021-01-23T12:00:00Z_1'--",
  ];
  const asked = [
    ...ask('', 'city', [
      ...anything.filter((value) => value !== '1e3'),
      'atlantis',
      'moscow&city=kazan',
      '__proto__',
    ]),
    ...ask('/stream', 'city', ['atlantis', 'q'.repeat(3_000), 'moscow&city=kazan']),
    ...ask('/totals', 'seq', [...anything, '5&seq=6', '99']),
    ...ask('/totals', 'at', times),
    ...ask('/totals/arrests/history', 'city', [...anything, 'atlantis', '__proto__']),
    ...ask('/events?to=5', 'from', [...anything, '0', '99', '1&from=2']),
    ...ask('/events?from=1', 'to', [...anything, '501', '0', '1&to=2']),
    ...ask('/events', 'after', [...anything, '99', '0&after=1']),
    ...ask('/events?after=0', 'epoch', ['', 'x', '%00', 'q'.repeat(3_000), 'a&epoch=b']),
    ...['before', 'after'].flatMap((name) => ask('/updates', name, [...cursors, 'a&before=b'])),
    ...ask('/updates', 'limit', [...anything, '0', '101', '5&limit=6']),
    ...ask('/updates', 'keyEvents', [...anything, '1', 'TRUE']),
    ...ask('/updates', 'city', [...anything, 'atlantis', '__proto__', 'moscow&city=kazan']),
  ];
  const found = await faults(asked, async ({ path, address }) => {
    const answer = await request({ method: 'GET', path: `/v1/stories/${desk.story}${address}` });
    return fault(answer, answer.status === 410 ? undefined : path);
  });
  expect(found).toEqual([]);
});

test('a body where none is read, and a method that is none, hurt nobody', async () => {
  for (const body of ['', '{}', '{', '[]', 'null', `{"a":"${'q'.repeat(40_000)}"}`]) {
    const { status } = await request({ method: 'GET', path: `/v1/stories/${desk.story}`, body });
    expect([200, 400, 413]).toContain(status);
  }
  for (const method of ['PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'HEAD']) {
    const { status } = await request({ method, path: `/v1/stories/${desk.story}/events?after=0` });
    expect([method, status >= 200 && status < 500]).toEqual([method, true]);
  }
});
