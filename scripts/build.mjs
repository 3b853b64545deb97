// npm run build: the servers, and the browser's files. As a function: only where a source is newer than the last build.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart } from './services/cannot-start.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const DONE = path.join(ROOT, 'dist/.built');
const SETTINGS = [
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  '.swcrc',
];

async function run(command, ...args) {
  const child = spawn(process.execPath, [path.join(ROOT, command), ...args], { cwd: ROOT });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new CannotStart(`The build failed.\n${said.trim()}`);
}

export async function build() {
  await run('node_modules/@nestjs/cli/bin/nest.js', 'build', 'newsroom');
  for (const mode of ['readers', 'others'])
    await run('node_modules/vite/bin/vite.js', 'build', '-c', 'apps/web/vite.config.ts', '--mode', mode);
  await run('scripts/compress-web.mjs');
  await run('scripts/places.mjs');
  await writeFile(DONE, '');
}

export async function buildWhereStale() {
  const built = statSync(DONE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const lists = await Promise.all(
    ['apps', 'libs'].map((folder) =>
      readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true }),
    ),
  );
  const sources = lists.flat().map((entry) => path.join(entry.parentPath, entry.name)); // folders too: a file may be gone
  const isNewer = (file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > built;
  if ([...sources, ...SETTINGS.map((file) => path.join(ROOT, file))].some(isNewer)) await build();
}

if (process.argv[1] === import.meta.filename)
  await build().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
