// A newsroom in parts for a benchmark: durable Postgres and Redis, and api, relay and gateway as processes of their own,
// so that the gateway's cost can be told from the whole newsroom's.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../../../scripts/services/postgres.mjs';
import { startRedis } from '../../../scripts/services/redis.mjs';
import { aBenchStory } from '../a-bench-newsroom.mjs';
import { startServer } from './server-process.mjs';

export const STORY = 'readers';
const GATEWAY = 'dist/apps/gateway/src/main.js';

/** `settings`: of the newsroom, beside those of the environment. */
export async function startNewsroomParts({ gateways: count = 1, settings = {} } = {}) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'dateline-readers-'));
  const started = [];
  const stop = async () => {
    for (const one of started.reverse()) await one.stop();
    await rm(home, { recursive: true, force: true });
  };
  const keep = async (starting) => {
    started.push(await starting);
    return started.at(-1);
  };
  try {
    const postgres = await keep(startPostgres({ dataDir: path.join(home, 'postgres') }));
    const redis = await keep(startRedis({ dataDir: path.join(home, 'redis') }));
    const keyFile = path.join(home, 'token-key.json');
    const env = {
      ...{ DATABASE_URL: postgres.url, REDIS_URL: redis.url, DATELINE_HOME: home, DATELINE_KEY: keyFile },
      ...{ DATELINE_MIGRATE: 'on', DATELINE_DEMO: 'off' },
      ...settings,
    };
    const api = await keep(startServer('dist/apps/api/src/main.js', env));
    const others = { ...env, API_URL: api.url };
    const relay = await keep(startServer('dist/apps/relay/src/main.js', others));
    const gateways = [];
    for (let n = 0; n < count; n += 1) gateways.push(await keep(GatewayPart.start(others)));
    const token = await adminToken(keyFile);
    const address = await aBenchStory({ url: api.url, token }, STORY);
    return {
      gateways,
      ports: gateways.map(({ port }) => port),
      get gateway() {
        return gateways.map(({ pid }) => pid);
      },
      get all() {
        return [postgres, redis, api, relay, ...gateways].map(({ pid }) => pid);
      },
      postTo: `${address}/updates`,
      batchTo: `${address}/updates:batch`,
      token,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A gateway at one address, whatever process is there at the moment. */
class GatewayPart {
  #env;
  #running;

  static async start(env) {
    return new GatewayPart(env, await startServer(GATEWAY, env));
  }

  constructor(env, running) {
    this.#env = env;
    this.#running = running;
    this.url = running.url;
    this.port = Number(new URL(running.url).port);
  }

  get pid() {
    return this.#running.pid;
  }

  kill() {
    return this.#running.kill();
  }

  /** Once it was killed, at the same address. */
  async startAgain() {
    this.#running = await startServer(GATEWAY, { ...this.#env, PORT: `${this.port}` });
  }

  stop() {
    return this.#running.stop();
  }
}

async function adminToken(keyFile) {
  const { signingKey, signToken } = await import('../../../dist/libs/journal/src/token-key.js');
  const actor = { name: 'bench', role: 'admin', story: null, cities: null };
  return signToken(await signingKey(keyFile), actor, '12h');
}
