// A newsroom of its own for a benchmark: private services, durable, no demo, in a folder that is removed afterwards.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { request } from './post-load.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

export async function aBenchNewsroom(env = {}) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'dateline-bench-'));
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', DATELINE_HOME: home, DATELINE_DEMO: 'off', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const ready = /ready at (\S+)/.exec(output);
      if (ready) resolve(ready[1]);
    });
    child.once('exit', () => reject(new Error(`The newsroom did not start.\n${output}`)));
  });
  const { databaseUrl, keyFile } = JSON.parse(await readFile(path.join(home, 'run.json'), 'utf8'));
  const { signingKey, signToken } = await import('../../dist/libs/journal/src/token-key.js');
  const actor = { name: 'bench', role: 'admin', story: null, cities: null };
  const token = await signToken(await signingKey(keyFile), actor, '12h');
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  return { url, pid: child.pid, token, databaseUrl, stop };
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
