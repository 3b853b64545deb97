// A newsroom of its own for a benchmark: private services, durable, no demo, in a folder that is removed afterwards.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { request } from './post-load.mjs';
import { startServer } from './readers/server-process.mjs';

export async function aBenchNewsroom(env = {}) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'dateline-bench-'));
  const settings = { DATELINE_HOME: home, DATELINE_DEMO: 'off', ...env };
  const { url, pid, stop: end } = await startServer('scripts/start.mjs', settings);
  const { databaseUrl, keyFile } = JSON.parse(await readFile(path.join(home, 'run.json'), 'utf8'));
  const { signingKey, signToken } = await import('../../dist/libs/journal/src/token-key.js');
  const actor = { name: 'bench', role: 'admin', story: null, cities: null };
  const token = await signToken(await signingKey(keyFile), actor, '12h');
  const stop = async () => {
    await end();
    await rm(home, { recursive: true, force: true });
  };
  return { url, pid, token, databaseUrl, stop };
}

export const CITIES = Array.from({ length: 40 }, (_, n) => `city-${n}`);

export async function aBenchStory({ url, token }, id) {
  const cities = CITIES.map((city, n) => ({
    id: city,
    name: city,
    country: 'RU',
    lat: 50,
    lon: 30 + n,
    timeZone: 'Europe/Moscow',
  }));
  const sources = [
    { id: 'own', kind: 'own', name: 'Our reporters' },
    { id: 'ovd-info', kind: 'monitor', name: 'OVD-Info' },
    { id: 'police', kind: 'official', name: 'Police' },
    { id: 'mbk', kind: 'media', name: 'MBK' },
  ];
  const address = `${url}/v1/stories/${id}`;
  const answer = await request(address, {
    method: 'PUT',
    token,
    body: { title: 'Bench', timeZone: 'Europe/Moscow', cities, sources },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return address;
}
