// One command: private Postgres and Redis (data under DATELINE_HOME), then the newsroom in one process. Whatever of these
// dies, and however, nothing is left running or locked: the services end with this process (parent-death signal), the
// newsroom with its channel to it, a claim with its holder; and this process ends with the npm that started it.
import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildWhereStale } from './build.mjs';
import { startServices } from './services.mjs';
import { CannotStart } from './services/cannot-start.mjs';
import { claim } from './services/claim.mjs';
import { checkGivenPostgres, checkGivenRedis } from './services/given.mjs';
import { isAlive, npmAbove } from './services/life.mjs';
import { checkPort } from './services/port.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const HOME = path.resolve(process.env.DATELINE_HOME || path.join(ROOT, '.dateline'));
const PARENT_LOOK_MS = 500;
const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** Undone in reverse order, once, whatever ends us. */
const undo = [];
let ending;
function end(code) {
  ending ??= (async () => {
    for (const step of undo.reverse()) await step().catch((error) => say(error.message));
    process.exit(code);
  })();
  return ending;
}

export async function launchNewsroom() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
  endWithNpm();
  try {
    await claimHome();
    await checkPort(process.env.PORT ?? '3000', process.env.HOST ?? '127.0.0.1');
    await Promise.all([
      checkGivenPostgres(process.env.DATABASE_URL),
      checkGivenRedis(process.env.REDIS_URL, say),
    ]);
    const [services] = await Promise.all([startServices({ home: HOME, say }), buildWhereStale()]);
    undo.push(services.stop);
    if (!ending) await runNewsroom(services);
  } catch (error) {
    if (!ending)
      say(error instanceof CannotStart ? error.message : `Dateline did not start: ${error.message}`);
    await end(1);
  }
}

async function claimHome() {
  const file = path.join(HOME, 'claim');
  try {
    await mkdir(HOME, { recursive: true, mode: 0o700 });
    const draft = path.join(HOME, `.write-${process.pid}`);
    await writeFile(draft, '');
    await rm(draft);
  } catch (error) {
    throw new CannotStart(
      `Dateline can't keep its data in ${HOME} (${error.code}). Set DATELINE_HOME to a folder that you can write.`,
    );
  }
  const { release } = await claim(
    file,
    (pid) =>
      new CannotStart(
        `Another Dateline (process ${pid}) is running on ${HOME}. Stop it first, or set DATELINE_HOME to another folder and PORT to another port.`,
      ),
  );
  undo.push(release);
}

async function runNewsroom(services) {
  const newsroom = spawn(process.execPath, ['dist/apps/newsroom/src/main.js'], {
    cwd: ROOT,
    detached: true, // a Ctrl-C is ours to pass on
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // it ends when this channel does
    env: {
      ...process.env,
      DATELINE_HOME: HOME,
      DATABASE_URL: services.pg.url,
      REDIS_URL: services.redis.url,
    },
  });
  const exit = new Promise((done) => newsroom.once('exit', (code, signal) => done({ code, signal })));
  undo.push(async () => {
    newsroom.kill('SIGTERM');
    await exit;
    await rm(path.join(HOME, 'run.json'), { force: true });
  });
  const { code, signal } = await exit;
  if (signal && !ending) say(`The newsroom ended (${signal}).`);
  await end(code ?? 1);
}

/** A killed npm can't tell us. */
function endWithNpm() {
  const above = npmAbove();
  const look = () => above.every(isAlive) || void end(0);
  if (above.length) setInterval(look, PARENT_LOOK_MS).unref();
}
