import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from './folder.mjs';
import { freePort } from './find.mjs';
import { endsWithUs, launch } from './launch.mjs';
import { redisProgram } from './redis-program.mjs';

/** A private Redis on loopback. With `dataDir` its data is kept in an append-only file; with `password` it asks for it. */
export async function startRedis({ dataDir, port, password } = {}) {
  const program = await redisProgram();
  const { dir, record, leave } = await dataFolder('Redis', dataDir);
  try {
    const onPort = port ?? (await freePort());
    const settings = path.join(dir, 'redis.conf'); // a file, since arguments can be read by everyone on the machine
    await writeFile(settings, configuration({ dir, port: onPort, isKept: dataDir !== undefined, password }), {
      mode: 0o600,
    });
    const { pid, ended, stop } = await serve(program, settings).catch((error) =>
      startEmpty(error, program, settings, dir),
    );
    await record(pid);
    const url = `redis://${password ? `default:${password}@` : ''}127.0.0.1:${onPort}`;
    return { url, port: onPort, pid, ended, stop: () => stop().then(leave) };
  } catch (error) {
    await leave();
    throw error;
  }
}

const configuration = ({ dir, port, isKept, password }) =>
  [
    `port ${port}`,
    'bind 127.0.0.1',
    'daemonize no',
    `dir ${JSON.stringify(dir)}`,
    'save ""',
    `appendonly ${isKept ? 'yes' : 'no'}`,
    ...(password ? [`requirepass ${password}`] : []),
    '',
  ].join('\n');

/** A file that can't be read costs nothing: all that Redis holds is put together again from Postgres. */
async function startEmpty(error, program, settings, dir) {
  if (!error.message.includes('AOF') && !error.message.includes('append only')) throw error;
  await rm(path.join(dir, 'appendonlydir'), { recursive: true, force: true });
  return serve(program, settings);
}

async function serve({ bin, argv0, env }, settings) {
  const guard = await endsWithUs('TERM');
  // `exec -a` keeps the name by which one program knows which of several it is, when setpriv stands between us and it
  const [command, ...args] = guard.length
    ? [...guard, 'bash', '-c', 'exec -a "$0" "$@"', argv0, bin, settings]
    : [bin, settings];
  const options = { env: { ...process.env, ...env }, ...(guard.length ? {} : { argv0 }) };
  const ready = 'Ready to accept connections';
  return launch({ name: 'Redis', command, args, options, ready, stopSignal: 'SIGTERM' });
}
