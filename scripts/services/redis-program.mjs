import { spawnSync } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { isExecutable, which } from './find.mjs';
import { unpackRedis } from './unpack-redis.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OLDEST = 7; // the first with functions
/** In the distribution's package one program does all; this name of it is in the smaller package. */
const UNPACKED = 'usr/bin/redis-check-rdb';

/** A Redis of at least version 7: `{bin, argv0, env}`. From PATH, else the distribution's package, unpacked but not installed. */
export async function redisProgram() {
  const onPath = (await which('redis-server')) ?? (await which('valkey-server'));
  const program = onPath ? { bin: onPath, argv0: onPath, env: {} } : await unpacked();
  const options = { argv0: program.argv0, env: { ...process.env, ...program.env }, encoding: 'utf8' };
  const version = (spawnSync(program.bin, ['--version'], options).stdout ?? '').trim();
  if (!(Number(/v=(\d+)/.exec(version)?.[1]) >= OLDEST))
    throw new CannotStart(
      `Dateline needs Redis ${OLDEST} or newer; ${program.bin} says "${version || 'nothing'}". Install a newer one, or set REDIS_URL.`,
    );
  return program;
}

async function unpacked() {
  const caches = [path.join(ROOT, '.cache'), path.join(os.homedir(), '.cache/dateline')];
  for (const cache of caches)
    if (await isExecutable(path.join(cache, 'redis', UNPACKED))) return inFolder(path.join(cache, 'redis'));
  for (const cache of caches) {
    if (!(await isWritable(cache))) continue;
    await unpackRedis(path.join(cache, 'redis'), path.join(cache, 'apt'));
    return inFolder(path.join(cache, 'redis'));
  }
  throw new CannotStart(`No redis-server found, and neither ${caches.join(' nor ')} can be written.`);
}

const isWritable = (folder) =>
  mkdir(folder, { recursive: true })
    .then(() => access(folder, constants.W_OK))
    .then(
      () => true,
      () => false,
    );

function inFolder(folder) {
  const machine = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = [path.join(folder, 'usr/lib', machine), process.env.LD_LIBRARY_PATH].filter(Boolean);
  const env = { LD_LIBRARY_PATH: libraries.join(':') };
  return { bin: path.join(folder, UNPACKED), argv0: 'redis-server', env };
}
