import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { claim, isHeld } from './claim.mjs';

/**
 * A claimed folder for a server's data: `dataDir`, or a throw-away one that is removed on `leave`.
 * Throw-away folders whose owners died before they could are removed here.
 */
export async function dataFolder(name, dataDir) {
  const prefix = `dateline-${name.toLowerCase()}-`;
  if (!dataDir) await sweep(prefix);
  const dir = dataDir ?? (await mkdtemp(path.join(os.tmpdir(), prefix)));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { record, release } = await claim(
    `${dir}.claim`,
    (pid) =>
      new CannotStart(
        `${name} (process ${pid}) is already running on ${dir}. Stop that Dateline first, or set DATELINE_HOME to another folder.`,
      ),
  );
  const leave = async () => {
    if (!dataDir) await rm(dir, { recursive: true, force: true });
    await release();
  };
  return { dir, record, leave };
}

async function sweep(prefix) {
  const files = await readdir(os.tmpdir()).catch(() => []);
  for (const file of files.filter((f) => f.startsWith(prefix) && f.endsWith('.claim'))) {
    const left = path.join(os.tmpdir(), file);
    if (await isHeld(left)) continue;
    await rm(left.slice(0, -'.claim'.length), { recursive: true, force: true }).catch(() => undefined);
    await rm(left, { force: true }).catch(() => undefined); // another person's stays
  }
}
