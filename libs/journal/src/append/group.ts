import { createHash, randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { CodedError } from '#contract/problems';
import type { Receipt } from '#contract/update';
import type { Actor, Command } from '#domain/story/command';
import { decide } from '#domain/story/decide';
import { type Chain, record } from '#domain/story/record';
import type { Head, StoryState } from '#domain/story/state';
import { loadState } from './load-state.js';
import { createStoryRow, type Earlier, findEarlier, type LockedStory, lockStory } from './lock-story.js';
import { withoutLoss } from './lost-commits.js';
import { type Written, writeGroup } from './write-group.js';

/** One write waiting for a story. `key` is the sender's id for it, `hash` the SHA-256 of what was asked. */
export interface Write {
  readonly key: string;
  readonly hash: string;
  readonly command: Command;
  readonly actor: Actor;
}
/** What a process knows of a story from its last commit: the state, while it can be relied on, and where it ended. */
export interface Known {
  readonly cached: StoryState | undefined;
  readonly reached: Head | undefined;
}
/** `repeated`: recorded before; this is the original receipt. */
export interface Answer {
  readonly receipt: Receipt;
  readonly repeated: boolean;
}
export type Outcome = Answer | { readonly refused: CodedError };

/**
 * Decides the writes one after another under the story's lock, on the state as each leaves it, and writes them as one.
 * A refused one is answered and writes nothing. Rejects when the database refuses: then nothing of the group is stored
 * and `cached` must not be used again.
 */
export async function decideGroup(
  tx: PoolClient,
  story: string,
  writes: readonly Write[],
  { cached, reached }: Known,
): Promise<{ outcomes: Outcome[]; state: StoryState | undefined }> {
  const found = await lockOrCreate(tx, story, writes);
  if (!found) return { outcomes: writes.map(() => ({ refused: noStory(story) })), state: undefined };
  const locked = await withoutLoss(tx, story, found, reached);
  const earlier = await findEarlier(
    tx,
    story,
    writes.map(({ key }) => key),
  );
  const state = isCurrent(cached, locked) ? cached : await loadState(tx, story, locked);
  const written: Written[] = [];
  const outcomes = writes.map((write) => decideOne(state, write, { earlier, now: locked.now, written }));
  if (written.length) {
    state.version = locked.version + 1;
    await writeGroup(tx, state, written);
  }
  return { outcomes, state };
}

async function lockOrCreate(
  tx: PoolClient,
  story: string,
  writes: readonly Write[],
): Promise<LockedStory | null> {
  const locked = await lockStory(tx, story);
  if (locked || !writes.some(({ command }) => command.type === 'open')) return locked;
  await createStoryRow(tx, story, randomUUID());
  return lockStory(tx, story);
}

const noStory = (story: string) =>
  new CodedError('story_not_found', `There is no story ${story}; an editor can open it.`);

/** Same numbers are not enough: a database restored to an older point can write them again with other contents. */
function isCurrent(cached: StoryState | undefined, locked: LockedStory): cached is StoryState {
  const { epoch, hash } = locked.head;
  return cached?.version === locked.version && cached.head.hash === hash && cached.head.epoch === epoch;
}

interface GroupContext {
  readonly earlier: Earlier;
  readonly now: string;
  readonly written: Written[];
}

function decideOne(state: StoryState, write: Write, { earlier, now, written }: GroupContext): Outcome {
  const { key, hash, command, actor } = write;
  const before = earlier.get(key) ?? sameGroup(written, key);
  if (before)
    return before.hash === hash ? { receipt: before.receipt, repeated: true } : { refused: reused(key) };
  try {
    const plan = decide(state, command, { now, actor });
    const recorded = record(state, plan, now, chain);
    written.push({ key, hash, plan, recorded });
    return { receipt: recorded.receipt, repeated: false };
  } catch (error) {
    if (error instanceof CodedError) return { refused: error };
    throw error;
  }
}

function sameGroup(written: readonly Written[], key: string): { hash: string; receipt: Receipt } | undefined {
  const found = written.find((other) => other.key === key);
  return found && { hash: found.hash, receipt: found.recorded.receipt };
}

const reused = (key: string) =>
  new CodedError(
    'id_reused',
    `The id ${key} was used for a request with other contents. Make a new id for a new request.`,
  );

const chain: Chain = (previous, event) =>
  createHash('sha256').update(previous).update(JSON.stringify(event)).digest('base64url');
