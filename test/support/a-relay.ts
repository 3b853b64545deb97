import { expect } from '@jest/globals';
import { LiveConnection } from '#live/live-connection';
import type { LiveReader } from '#live/live-reader';
import { stateHash } from './state-hash.js';
import type { JournalSource } from '../../apps/relay/src/journal-source.js';
import { Relay } from '../../apps/relay/src/relay.js';
import { eventually } from './eventually.js';
import type { JournalInMemory } from './journal-in-memory.js';

export interface RunningRelay {
  readonly relay: Relay;
  readonly warnings: string[];
  /** Cuts its connection in the middle of whatever it does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function aRelay(journal: JournalSource, redisUrl: string): RunningRelay {
  const connection = LiveConnection.open(redisUrl);
  const warnings: string[] = [];
  const relay = new Relay(journal, connection, { warn: (message) => warnings.push(message) });
  relay.start();
  const stop = async () => {
    await relay.stop();
    connection.close();
  };
  const kill = async () => {
    connection.close();
    await relay.stop();
  };
  return { relay, warnings, kill, stop };
}

/** Waits until Redis shows exactly what the journal holds, at the same position. */
export async function inStep(journal: JournalInMemory, reader: LiveReader, story: string, withinMs = 5_000) {
  await eventually(
    `${story} in step`,
    async () => {
      const head = await reader.head(story).catch(() => null);
      const { epoch, seq, hash } = journal.story(story);
      return head?.epoch === epoch && head.seq === seq && head.hash === hash;
    },
    withinMs,
  );
  const snapshot = await reader.snapshot(story);
  const wanted = journal.story(story).snapshot();
  expect(snapshot).toEqual(wanted);
  expect(stateHash(snapshot ?? wanted)).toBe(stateHash(wanted));
}
