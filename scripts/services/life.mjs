// Processes by number and start time, since numbers are used again.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The fields of a process after its name (Linux): state, parent, …; undefined for one that is not there. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** When a process started, as the system says it; undefined for one that is dead, a zombie or unknown. */
function startOf(pid) {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout?.trim() || undefined;
  }
  const [state, ...rest] = statOf(pid) ?? ['X'];
  return state === 'Z' || state === 'X' ? undefined : rest[18];
}

export const identify = (pid) => ({ pid, started: startOf(pid) });
export const isAlive = (one) => one?.started !== undefined && startOf(one.pid) === one.started;

/** The npm that runs us as a script, and the shell it may have put between. */
export function npmAbove() {
  if (!process.env.npm_lifecycle_event) return [];
  const above = [identify(process.ppid)];
  const parent = Number(statOf(process.ppid)?.[1]);
  if (parent && /^\S*sh\0-c\0/.test(readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8')))
    above.push(identify(parent));
  return above;
}
