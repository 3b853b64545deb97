import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../support/wait-until.js';

const HASHING = path.resolve(import.meta.dirname, '../../dist/libs/desk/src/hashing.js');
const SCRIPT = `
  const { hashOf } = await import('${HASHING}');
  await hashOf('four words of nobody');
  process.stdout.write('hashed');
  setInterval(() => undefined, 1_000);`;

/** Tells the test to end the process that hashes while it has a hash to make, and then what became of it. */
const LOSING = `
  const { hashOf, isHashOf } = await import('${HASHING}');
  await hashOf('four words of nobody');
  const both = Promise.all([1, 2, 3, 4, 5].map(() => hashOf('four words of nobody')));
  process.stdout.write('hashing');
  const [hash] = await both;
  process.stdout.write(String(await isHashOf(hash, 'four words of nobody')));`;

/** The processes that were started by this one. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statOf(name).split(' ')[1] === String(pid))
    .map(Number);
}
/** What follows the name: state, parent, … Empty: it ended while we looked. */
function statOf(name: string): string {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}

// /proc is Linux's; elsewhere there is no priority to look at either
(existsSync('/proc/self/stat') ? test : test.skip)(
  'passwords are hashed by a process that steps back behind the newsroom, and ends with it however that ends',
  async () => {
    const newsroom = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await once(newsroom.stdout, 'data');
    const [hashing = 0, ...others] = childrenOf(newsroom.pid ?? 0);
    expect(others).toEqual([]);
    expect(statOf(String(hashing)).split(' ')[16]).toBe('19'); // its nice value
    newsroom.kill('SIGKILL');
    await once(newsroom, 'exit');
    await waitUntil('the process that hashes has ended', () =>
      ['', 'Z'].includes(statOf(String(hashing))[0] ?? ''),
    );
  },
  20_000,
);

(existsSync('/proc/self/stat') ? test : test.skip)(
  'a hash whose process is killed is made by another one',
  async () => {
    const newsroom = spawn(process.execPath, ['--input-type=module', '-e', LOSING], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await once(newsroom.stdout, 'data');
    for (const hashing of childrenOf(newsroom.pid ?? 0)) process.kill(hashing, 'SIGKILL');
    const [said] = (await once(newsroom.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('true');
    expect(await once(newsroom, 'exit')).toEqual([0, null]);
  },
  20_000,
);
