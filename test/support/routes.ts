import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Dateline } from './dateline.js';

const LIST = path.resolve(import.meta.dirname, 'list-routes.mjs');

export interface Routes {
  /** `GET /v1/stories/:story`, each with a HEAD beside it. */
  readonly registered: readonly string[];
  /** Route to its row of the policy table. */
  readonly actions: Readonly<Record<string, string | null>>;
}

/** Every address that a newsroom registers. */
export async function listRoutes(dateline: Dateline): Promise<Routes> {
  const env = {
    ...process.env,
    ...{ DATABASE_URL: dateline.databaseUrl, REDIS_URL: dateline.redisUrl, NODE_OPTIONS: '' },
    ...{ DATELINE_KEY: path.join(dateline.home, 'token-key.json'), API_URL: dateline.url },
  };
  const { stdout } = await promisify(execFile)(process.execPath, [LIST], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** An address of a route: its names filled in. */
export function addressOf(template: string, story: string): string {
  return template
    .replace(':story', story)
    .replace(/\/:\w+/g, '/u1')
    .replace('::', ':')
    .replace('*', 'story.js');
}
