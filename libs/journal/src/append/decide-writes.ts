import { createHash } from 'node:crypto';
import { CodedError } from '#contract/problems';
import type { Receipt } from '#contract/update';
import type { Instant } from '#contract/figure';
import type { Actor, Command } from '#domain/story/command';
import { type FilingKey, filingFor } from '#desk/filings/lock-filings';
import { decide } from '#domain/story/decide';
import type { Plan } from '#domain/story/plan';
import type { Filing } from '#domain/story/filing';
import { type Chain, record } from '#domain/story/record';
import type { StoryState } from '#domain/story/state';
import type { Earlier } from './lock-story.js';
import type { Step, Written } from './write-group.js';

/** One write waiting for a story. `key` is the sender's id for it, `hash` the SHA-256 of what was asked. */
export interface Write {
  readonly key: string;
  readonly hash: string;
  readonly command: Command;
  readonly actor: Actor;
}
/** `repeated`: recorded before; this is the original receipt. */
export interface Answer {
  readonly receipt: Receipt;
  readonly repeated: boolean;
}
export type Outcome = Answer | { readonly refused: CodedError };

export interface Decided {
  readonly outcomes: Outcome[];
  readonly written: Written[];
}

/** Decides the writes one after another, on the state as each leaves it. A refused one is answered and changes nothing. */
export function decideWrites(
  state: StoryState,
  writes: readonly Write[],
  { earlier, filings, now }: Known,
): Decided {
  const written: Written[] = [];
  const outcomes = writes.map((write) => decideOne(state, write, { earlier, filings, now, written }));
  return { outcomes, written };
}

/** What a group is decided on, beside the story. */
export interface Known {
  readonly earlier: Earlier;
  /** Those that the writes are about; none are there when the row is not held. */
  readonly filings: readonly Filing[];
  readonly now: Instant;
}
interface GroupContext extends Known {
  readonly written: Written[];
}

function decideOne(
  state: StoryState,
  write: Write,
  { earlier, filings, now, written }: GroupContext,
): Outcome {
  const { key, hash, command, actor } = write;
  const before = earlier.get(key) ?? sameGroup(written, key);
  if (before)
    return before.hash === hash ? { receipt: before.receipt, repeated: true } : { refused: reused(key) };
  try {
    const filing = 'from' in command ? filingNow(command, actor, { filings, written }) : null;
    const steps = recordAll(state, decide(state, command, { now, actor, filing }), now);
    const receipt = lastReceipt(steps);
    written.push({ key, hash, actor: actor.name, steps, receipt });
    return { receipt, repeated: false };
  } catch (error) {
    if (error instanceof CodedError) return { refused: error };
    throw error;
  }
}

/** A plan and what happens with it, numbered one after another. */
function recordAll(state: StoryState, first: Plan, now: Instant): Step[] {
  const steps: Step[] = [];
  for (let plan: Plan | undefined = first; plan; plan = plan.next)
    steps.push({ plan, recorded: record(state, plan, now, chain) });
  return steps;
}

/** Of several steps that of the last: whoever has reached its number has seen them all. */
function lastReceipt(steps: readonly Step[]): Receipt {
  const last = steps.at(-1);
  if (!last) throw new Error('Nothing was decided.');
  return last.recorded.receipt;
}

function sameGroup(written: readonly Written[], key: string): { hash: string; receipt: Receipt } | undefined {
  const found = written.find((other) => other.key === key);
  return found && { hash: found.hash, receipt: found.receipt };
}

/** As it is after what was decided about it in the same group. */
function filingNow(
  key: FilingKey,
  { name }: Actor,
  { filings, written }: Pick<GroupContext, 'filings' | 'written'>,
): Filing | null {
  const changed = written.flatMap(({ steps }) => steps.flatMap(({ plan }) => plan.atDesk?.filing ?? []));
  return filingFor([...filings, ...changed], key, name);
}

const reused = (key: string) =>
  new CodedError(
    'id_reused',
    `The id ${key} was used for a request with other contents. Make a new id for a new request.`,
  );

const chain: Chain = (previous, event) =>
  createHash('sha256').update(previous).update(JSON.stringify(event)).digest('base64url');
