import { readFileSync } from 'node:fs';
import type { AdmissionLimits } from './line/admission.js';

/** For everything that is no reader: Redis, the api, files, those who ask for `/metrics`. */
const SPARE = 200;

/** How many files and connections this process may have open; null where the system does not say, or sets no limit. */
export function openFilesLimit(limits = '/proc/self/limits'): number | null {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync(limits, 'utf8'))?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}

/** Admits no more than there can be: a process out of descriptors answers nobody, not even to say so. */
export function withinOpenFiles(asked: AdmissionLimits, limit: number | null): AdmissionLimits {
  if (limit === null || limit >= asked.connections + SPARE) return asked;
  return { ...asked, connections: Math.max(1, limit - SPARE) };
}

/** What the operator is told; undefined when there is room for all. */
export function openFilesWarning(asked: AdmissionLimits, limit: number | null): string | undefined {
  const { connections } = withinOpenFiles(asked, limit);
  if (connections === asked.connections) return undefined;
  return (
    `At most ${connections} readers are let in and all others told to come back later, since this process may open ` +
    `${limit} files: set the limit to ${asked.connections + SPARE} (ulimit -n, LimitNOFILE=, ulimits: nofile), or ` +
    `GATEWAY_CONNECTIONS to ${connections}.`
  );
}
