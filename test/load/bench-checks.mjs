// npm run bench:checks: what share of a post's processor time goes into who may post it and whether it is well formed.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { aBenchNewsroom, aBenchStory, CITIES } from './a-bench-newsroom.mjs';
import { figuredUpdate, lanes, request } from './post-load.mjs';
import { cpuSeconds } from './readers/proc.mjs';

const POSTS = Number(process.env.BENCH_POSTS ?? 12_000);
const CONNECTIONS = 16;
const PASSWORD = 'a password of the bench';
/** Whose time it is: the nearest caller whose file is one of these. */
const CHECKS = [
  [
    'policy: token, role, place, limits',
    /api\/src\/access\/|\/jose\/|story\/(policy|membership)|rate-limiter/,
  ],
  [
    'validation: body, form',
    /class-validator|class-transformer|\/validator\/|http\/(checked|body)|\.form\.js/,
  ],
  ['figures under guard', /domain\/src\/guard|api\/src\/guard/],
];

const folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-checks-'));
const profile = path.join(folder, 'newsroom.cpuprofile');
try {
  const spent = await profiledPosts(profile);
  report(JSON.parse(await readFile(profile, 'utf8')), spent);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Seconds of processor time of every process while a signed-in reporter posted. */
async function profiledPosts(file) {
  const hook = path.join(import.meta.dirname, 'profile-at-exit.cjs');
  const env = { NODE_OPTIONS: `--require ${hook}`, BENCH_PROFILE: file, LIMIT_WRITES: 'off' };
  const newsroom = await aBenchNewsroom(env);
  try {
    const address = await aBenchStory(newsroom, 'checks');
    const token = await signedIn(newsroom);
    const before = cpuSeconds([newsroom.pid]);
    await lanes(POSTS, CONNECTIONS, (n) => post(address, token, n));
    return cpuSeconds([newsroom.pid]) - before;
  } finally {
    await newsroom.stop();
  }
}

async function signedIn({ url, token }) {
  const name = 'Reporter of the bench';
  const memberships = [{ story: 'checks', cities: null }];
  const invited = await sent(`${url}/v1/people`, { name, role: 'reporter', memberships }, token);
  const { secret } = invited;
  await sent(`${url}/v1/invitations/acceptance`, { secret, name, password: PASSWORD });
  return (await sent(`${url}/v1/sign-in`, { name, password: PASSWORD })).accessToken;
}

function post(address, token, n) {
  const update = figuredUpdate(n, { cities: CITIES, at: new Date().toISOString() });
  return sent(`${address}/updates`, update, token);
}

async function sent(url, body, token) {
  const answer = await request(url, { method: 'POST', token, body });
  if (answer.status >= 300)
    throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

function report({ nodes, samples, timeDeltas }, everywhere) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const spent = new Map(CHECKS.map(([name]) => [name, 0]));
  for (const [index, id] of samples.entries()) {
    const check = checkOf(id, byId, callers);
    if (check) spent.set(check, spent.get(check) + timeDeltas[index] / 1e6);
  }
  const all = [...spent.values()].reduce((sum, seconds) => sum + seconds, 0);
  for (const [name, seconds] of [...spent, ['all of them', all]])
    process.stdout.write(
      `${name.padEnd(40)} ${((seconds / POSTS) * 1e6).toFixed(0).padStart(5)} us a post  ${added(seconds, everywhere)}\n`,
    );
  process.stdout.write(
    `a post, in every process                 ${((everywhere / POSTS) * 1e6).toFixed(0).padStart(5)} us\n`,
  );
}

/** What it adds to a post that is not checked. */
function added(seconds, everywhere) {
  return `+ ${((seconds / (everywhere - seconds)) * 100).toFixed(1)} %`;
}

function checkOf(id, byId, callers) {
  for (let at = id; at !== undefined; at = callers.get(at)) {
    const { url } = byId.get(at).callFrame;
    const found = CHECKS.find(([, files]) => files.test(url));
    if (found) return found[0];
  }
  return undefined;
}
