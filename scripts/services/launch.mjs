import { spawn } from 'node:child_process';
import { CannotStart } from './cannot-start.mjs';
import { sleep, which } from './find.mjs';

const START_MS = 60_000;
const STOP_MS = 10_000;
const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null; // a killed child has no exitCode

/** Words before a command that let it end with us, however we end (Linux: the parent-death signal). */
export const endsWithUs = async (signal) =>
  (await which('setpriv')) ? ['setpriv', '--pdeathsig', signal] : [];

/**
 * Starts a server in a session of its own, so that a Ctrl-C in our terminal is ours to pass on, and waits until it says
 * `ready`. `ended` resolves with how it ended.
 */
export async function launch({ name, command, args, options = {}, ready, stopSignal }) {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  let isReady = false;
  const read = (chunk) => {
    log = (log + chunk).slice(-8000);
    isReady ||= log.includes(ready);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  let failure;
  const ended = new Promise((done) => {
    child.once('exit', (code, signal) => done(signal ?? `exit code ${code}`));
    child.once('error', (error) => {
      failure = error;
      done(error.message);
    });
  });
  const stop = async () => {
    if (hasEnded(child) || failure) return;
    child.kill(stopSignal);
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(hard);
  };
  for (const end = Date.now() + START_MS; !isReady; await sleep(10)) {
    if (failure || hasEnded(child))
      throw new CannotStart(`${name} did not start: ${await ended}.\n${log}`.trim());
    if (Date.now() > end) {
      await stop();
      throw new CannotStart(`${name} was not ready within ${START_MS / 1000} s.\n${log}`.trim());
    }
  }
  return { pid: child.pid, ended, stop };
}
