// What the kernel says of processes and connections (Linux).
import { readdirSync, readFileSync } from 'node:fs';

/** Linux says so of every machine it runs on, whatever its timer does. */
const TICKS_PER_SECOND = 100;
const ESTABLISHED = '01';

/** Seconds of CPU, user and system, that these processes and all below them used; those that ended are in their parents'. */
export function cpuSeconds(roots) {
  return family(roots).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/** Processes below this one whose command line names the program. */
export function processesBelow(pid, program) {
  return family([pid]).flatMap((one) => (commandOf(one.pid).includes(program) ? one.pid : []));
}

/** Bytes that these processes, without any below them, hold in memory. */
export function residentBytes(pids) {
  const kilobytes = pids.map((pid) =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
}

/** Seconds of CPU that the whole machine used. */
export function machineCpuSeconds() {
  const [user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/** How many of the clients' ports the processes on `ports` still hold a connection to. */
export function heldConnections(ports, clients) {
  // twice, since a row is missed now and then when others come and go while the kernel writes the table
  const held = [...ports, ...ports].flatMap(connectionsOf);
  return new Set(held.filter((client) => clients.has(client))).size;
}

function connectionsOf(port) {
  const own = port.toString(16).toUpperCase().padStart(4, '0');
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .slice(1, -1)
    .flatMap((line) => {
      const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
      const isHeld = state === ESTABLISHED && local.endsWith(`:${own}`) && inode !== '0';
      return isHeld ? [Number.parseInt(remote.split(':')[1], 16)] : [];
    });
}

/** Files that a process may have open. */
export function fileLimit() {
  return Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]);
}

function family(roots) {
  const all = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : [],
  );
  const found = all.filter(({ pid }) => roots.includes(pid));
  for (let parents = found; parents.length > 0; ) {
    const pids = new Set(parents.map(({ pid }) => pid));
    const known = new Set(found.map(({ pid }) => pid));
    parents = all.filter(({ pid, parent }) => pids.has(parent) && !known.has(pid));
    found.push(...parents);
  }
  return found;
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), ticks };
  } catch {
    return undefined; // it ended while we looked
  }
}
