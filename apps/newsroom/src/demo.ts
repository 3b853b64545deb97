import { spawn } from 'node:child_process';
import path from 'node:path';

const MORNING_UNTIL = '2021-01-23T12:00:00Z';
const TIMES_FASTER = '60';

/** Plays 23 January 2021: the morning at once, then on at sixty times its pace; after a restart where it was. */
export function startDemo(url: string): void {
  const root = path.resolve(import.meta.dirname, '../../../..');
  const day = path.join(root, 'examples/2021-01-23.ndjson');
  const command = path.join(root, 'dist/apps/cli/src/main.js');
  const options = ['--url', url, '--speed', TIMES_FASTER, '--catch-up', MORNING_UNTIL];
  const child = spawn(process.execPath, [command, 'replay', day, ...options], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // it ends when we do
  });
  child.on('error', (error) => process.stderr.write(`The demo did not start: ${error.message}\n`));
}
