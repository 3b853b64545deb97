import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { which } from './find.mjs';

const WAYS_OUT =
  'Install Redis 7 or newer (apt-get install redis-server, brew install redis), or set REDIS_URL to one that runs.';
/** What the package needs where apt can't tell, because its own lists are locked or missing. */
const USUAL_LIBRARIES = ['liblzf1', 'libjemalloc2', 'libatomic1'];

/** Downloads the distribution's Redis and what this machine lacks of its libraries, and unpacks them. Needs no root. */
export async function unpackRedis(folder, apt) {
  if (!(await which('apt-get')) || !(await which('dpkg-deb')))
    throw new CannotStart(`No redis-server found. ${WAYS_OUT}`);
  await mkdir(path.join(apt, 'lists/partial'), { recursive: true });
  await mkdir(path.join(apt, 'cache/archives/partial'), { recursive: true });
  const tmp = await mkdtemp(path.join(os.tmpdir(), 'dateline-unpack-'));
  await chmod(tmp, 0o777); // apt downloads as user _apt when started by root
  try {
    fetchPackages(tmp, apt);
    const fresh = await mkdtemp(`${folder}.`); // unpacked aside, then renamed: two first starts at once don't mix
    await chmod(fresh, 0o755);
    for (const file of (await readdir(tmp)).filter((f) => f.endsWith('.deb'))) {
      const unpack = spawnSync('dpkg-deb', ['-x', path.join(tmp, file), fresh], { encoding: 'utf8' });
      if (unpack.status !== 0) throw new CannotStart(`dpkg-deb ${file}: ${unpack.stderr}`);
    }
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  } finally {
    await rm(tmp, { recursive: true, force: true });
  }
}

function fetchPackages(tmp, apt) {
  const unlocked = ['-o', 'Debug::NoLocking=1'];
  const own = [...unlocked, '-o', `Dir::State::lists=${apt}/lists`, '-o', `Dir::Cache=${apt}/cache`];
  const run = (options, ...args) =>
    spawnSync('apt-get', ['-q', ...options, ...args], { cwd: tmp, encoding: 'utf8' });
  const download = (options) => {
    const plan = run([...options, ...unlocked], '-s', 'install', '--no-install-recommends', 'redis-tools');
    const names = [...(plan.stdout ?? '').matchAll(/^Inst (\S+)/gm)].map((match) => match[1]);
    const libraries = plan.status === 0 ? names : USUAL_LIBRARIES;
    return run(options, 'download', ...new Set(['redis-tools', ...libraries]));
  };
  let result = download([]);
  if (result.status !== 0) {
    const options = process.getuid?.() === 0 ? [] : own; // an ordinary user's own package lists, where the machine has none
    run(options, 'update');
    result = download(options);
  }
  if (result.status !== 0)
    throw new CannotStart(
      `No redis-server found, and apt-get could not download one: ${result.stderr.trim()}\n${WAYS_OUT}`,
    );
}
