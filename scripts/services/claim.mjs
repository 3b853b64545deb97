// Who holds a data folder. A claim left by any kind of death holds nothing.
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { sleep } from './find.mjs';
import { identify, isAlive } from './life.mjs';

/** A Dateline that was asked to end needs about one second. */
const PATIENCE_MS = 2_000;
const ORPHAN_MS = 10_000;

const isOurs = (claim) => claim.holder?.pid === process.pid && isAlive(claim.holder);

/** While a server is recorded it says whether the folder is in use; before that, whoever is starting one. */
const isInUse = (claim) => isAlive(claim.holder) && (claim.server ? isAlive(claim.server) : !isOurs(claim));

async function read(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return {};
  }
}

/** A server whose launcher is gone serves nobody. */
async function endOrphan(claim) {
  if (isAlive(claim.holder) || !isAlive(claim.server)) return;
  process.kill(claim.server.pid, 'SIGINT');
  for (const end = Date.now() + ORPHAN_MS; isAlive(claim.server); await sleep(20))
    if (Date.now() > end) process.kill(claim.server.pid, 'SIGKILL');
}

/** Puts our claim where there is none. False when somebody else was faster. */
async function place(file, claim) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(claim), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Claims what `file` stands for. Waits a moment for a holder that is ending; then `refuse(pid)` makes the error to throw.
 * `record` names the server that now works there; `release` gives it up.
 */
export async function claim(file, refuse) {
  const ours = { holder: identify(process.pid) };
  for (const end = Date.now() + PATIENCE_MS; !(await place(file, ours)); await sleep(50)) {
    const held = await read(file);
    if (!held) continue;
    if (isInUse(held)) {
      if (Date.now() > end) throw refuse(held.server?.pid ?? held.holder.pid);
      continue;
    }
    await endOrphan(held);
    const aside = `${file}.stale.${process.pid}`;
    await rename(file, aside).catch(() => undefined);
    const moved = await read(aside);
    if (moved && isInUse(moved)) await link(aside, file).catch(() => undefined); // claimed since we looked
    await rm(aside, { force: true });
  }
  return {
    record: (pid) => writeFile(file, JSON.stringify({ ...ours, server: identify(pid) }), { mode: 0o600 }),
    release: () => rm(file, { force: true }),
  };
}

/** Whether a claim that lies there still holds something. */
export async function isHeld(file) {
  const held = await read(file);
  return held !== undefined && (isAlive(held.holder) || isAlive(held.server));
}
