import { spawnSync } from 'node:child_process';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { dataFolder } from './folder.mjs';
import { freePort } from './find.mjs';
import { endsWithUs, launch } from './launch.mjs';
import { postgresIdentity, postgresPrograms } from './postgres-program.mjs';
import { newSecret } from './secrets.mjs';

const USER = 'dateline';
/** Ten for each of a newsroom's pools, some for the command line, and room for more processes beside it. */
const MAX_CONNECTIONS = 100;
/** One way in. Other users of the machine reach the port, and need a password. */
const WAYS_IN = 'host all all 127.0.0.1/32 scram-sha-256\n';
/** No dependence on the machine's locales; lower('МОСКВА') is right. */
const LOCALE = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
/** For data that nobody will miss. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * A private Postgres on loopback. With `dataDir` its data is kept there; without, it is gone when it stops. `isNewPassword`:
 * the data may know another one.
 */
export async function startPostgres({ dataDir, port, password = newSecret(), isNewPassword = false } = {}) {
  const bin = await postgresPrograms();
  const { dir, record, leave } = await dataFolder('Postgres', dataDir);
  const isKept = dataDir !== undefined;
  try {
    const server = { bin, dir, as: postgresIdentity(), env: { ...process.env, LC_ALL: 'C' } };
    await handOver(dir, server.as);
    await prepare(server, { password, isKept, isNewPassword });
    const onPort = port ?? (await freePort());
    const { pid, ended, stop } = await serve(server, onPort, isKept);
    await record(pid);
    const url = `postgres://${USER}:${password}@127.0.0.1:${onPort}/postgres`;
    return { url, port: onPort, pid, ended, stop: () => stop().then(leave) };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** Makes the cluster where there is none: aside, then renamed, so that a half-made one is never taken for whole. */
async function prepare(server, { password, isKept, isNewPassword }) {
  const { dir, as } = server;
  if (!(await readdir(dir)).includes('PG_VERSION')) {
    const fresh = `${dir}.new`;
    const given = `${dir}.password`;
    await rm(fresh, { recursive: true, force: true });
    await rm(given, { force: true });
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(given, password, { mode: 0o600, flag: 'wx' });
    for (const file of [fresh, given]) await handOver(file, as);
    const options = ['-U', USER, '--pwfile', given, '-A', 'scram-sha-256', '-E', 'UTF8', '--no-instructions'];
    try {
      run(server, 'initdb', ['-D', fresh, ...options, ...LOCALE, ...(isKept ? [] : ['--no-sync'])]);
    } finally {
      await rm(given, { force: true });
    }
    await rename(fresh, dir);
  } else if (isNewPassword) {
    run(
      server,
      'postgres',
      ['--single', '-D', dir, 'postgres'],
      `alter role ${USER} password '${password}'\n`,
    );
  }
  const waysIn = path.join(dir, 'pg_hba.conf');
  await writeFile(waysIn, WAYS_IN, { mode: 0o600 });
  await handOver(waysIn, as);
}

const handOver = async (file, { uid }) => {
  if (uid !== undefined) await chown(file, uid, uid);
};

function run({ bin, as, env }, name, args, input) {
  const [command, ...rest] = [...as.prefix, path.join(bin, name), ...args];
  const { status, stderr, error } = spawnSync(command, rest, { env, input, encoding: 'utf8' });
  if (status !== 0)
    throw new CannotStart(`Postgres could not be prepared: ${(stderr || String(error)).trim()}`);
}

async function serve({ bin, dir, as, env }, port, isKept) {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${MAX_CONNECTIONS}`,
    ...(isKept ? [] : CARELESS),
  ];
  const [command, ...args] = [
    ...as.prefix,
    ...(await endsWithUs('INT')),
    path.join(bin, 'postgres'),
    ...['-D', dir, '-p', String(port)],
    ...settings.flatMap((setting) => ['-c', setting]),
  ];
  const ready = 'ready to accept connections';
  return launch({ name: 'Postgres', command, args, options: { env }, ready, stopSignal: 'SIGINT' });
}
