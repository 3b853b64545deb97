// npm run bench:read: the snapshot address beside nginx serving the same bytes as a file. Needs nginx and wrk.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { aBenchNewsroom, aBenchStory, CITIES } from './a-bench-newsroom.mjs';
import { figuredUpdate, lanes, request } from './post-load.mjs';

const CONNECTIONS = 32;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = 3;

for (const tool of ['nginx', 'wrk']) {
  if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0) {
    process.stderr.write(`bench:read needs ${tool}: apt-get install ${tool}\n`);
    process.exit(1);
  }
}
const newsroom = await aBenchNewsroom();
const folder = mkdtempSync(path.join(os.tmpdir(), 'dateline-nginx-'));
chmodSync(folder, 0o755); // nginx reads it as another user
try {
  const address = await aBenchStory(newsroom, 'read');
  const at = new Date().toISOString();
  await lanes(60, 4, (n) =>
    request(`${address}/updates`, {
      method: 'POST',
      token: newsroom.token,
      body: figuredUpdate(n, { cities: CITIES, at }),
    }),
  );
  const bytes = Buffer.from(
    await (await fetch(address, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer(),
  );
  writeFileSync(path.join(folder, 'snapshot.json'), bytes);
  const port = await freePort();
  const nginx = await startNginx(port);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const file = rate(`http://127.0.0.1:${port}/snapshot.json`);
    const ours = rate(address);
    return { file, ours, ratio: ours / file };
  });
  nginx.kill('SIGTERM');
  const { file, ours, ratio } = rounds.sort((a, b) => a.ratio - b.ratio)[Math.floor(ROUNDS / 2)];
  row(`nginx, a file of ${bytes.length} bytes, ${CONNECTIONS} connections`, `${file.toFixed(0)}/s`);
  row('GET /v1/stories/{story}, the same bytes', `${ours.toFixed(0)}/s  ${ratio.toFixed(2)} × nginx`);
} finally {
  await newsroom.stop();
  rmSync(folder, { recursive: true, force: true });
}

function row(name, value) {
  process.stdout.write(`${name.padEnd(64)} ${value}\n`);
}

function rate(url) {
  const { stdout } = spawnSync('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}`, url], { encoding: 'utf8' });
  if (/Non-2xx/.test(stdout)) throw new Error(stdout);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

async function startNginx(port) {
  const config = path.join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; keepalive_requests 10000000;
       client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
       server { listen 127.0.0.1:${port}; root ${folder}; } }`,
  );
  const child = spawn('nginx', ['-c', config], { stdio: 'ignore' });
  for (;;) {
    const up = await fetch(`http://127.0.0.1:${port}/snapshot.json`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) return child;
    if (child.exitCode !== null) throw new Error('nginx did not start.');
    await new Promise((later) => setTimeout(later, 20));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
