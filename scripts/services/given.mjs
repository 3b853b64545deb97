// Postgres and Redis that were given: looked at before anything starts, so that what is wrong is said in a sentence.
import pg from 'pg';
import { createClient } from 'redis';
import { CannotStart } from './cannot-start.mjs';

const CONNECT_MS = 5_000;
const OLDEST_POSTGRES = 150_000; // as server_version_num says 15.0
const OLDEST_REDIS = 7;

const reason = (error) => error.errors?.[0]?.message ?? error.message; // one for each address of a name

export async function checkGivenPostgres(url) {
  if (!url) return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(`select current_setting('server_version_num')::int as number`);
    if (rows[0].number >= OLDEST_POSTGRES) return;
  } catch (error) {
    throw new CannotStart(`The Postgres that DATABASE_URL names can't be used: ${reason(error)}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new CannotStart('Dateline needs Postgres 15 or newer; the one that DATABASE_URL names is older.');
}

/** One that is away is no reason not to start: readers are served from Postgres until it is there. */
export async function checkGivenRedis(url, say) {
  if (!url) return;
  let client;
  try {
    client = createClient({ url, socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    const version = /redis_version:(\d+)/.exec(await client.info('server'))?.[1];
    if (!(Number(version) >= OLDEST_REDIS))
      throw new CannotStart(
        `Dateline needs Redis ${OLDEST_REDIS} or newer; the one that REDIS_URL names is ${version}.`,
      );
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    say(
      `The Redis that REDIS_URL names does not answer: ${reason(error)}. Dateline works without it and looks again.`,
    );
  } finally {
    if (client?.isOpen) client.destroy();
  }
}
