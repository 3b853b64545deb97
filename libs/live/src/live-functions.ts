import type { Snapshot } from '#contract/snapshot';
import type { FunctionName } from './functions.lua.js';
import type { LiveConnection } from './live-connection.js';
import { type EncodedEvent, parseEntry } from './log-entry.js';
import { snapshotOf } from './view-pieces.js';

/** A position and the installation it grew from: equal states hold equal views, whoever wrote them. */
export interface LiveState {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly installed: string;
}
/** `snapshot` null: the view contradicts itself and must be replaced. */
export interface HeldStory {
  readonly state: LiveState;
  readonly snapshot: Snapshot | null;
}
interface HeldLog {
  readonly epoch: string;
  readonly top: number;
  readonly first: number;
  readonly entries: readonly EncodedEvent[];
}

const NAMES_READ_ONLY: readonly FunctionName[] = ['head', 'read', 'view'];

export async function callFunction(
  connection: LiveConnection,
  name: FunctionName,
  story: string,
  args: readonly string[] = [],
): Promise<unknown> {
  const keys = [`dl:{${story}}:meta`, `dl:{${story}}:log`, `dl:{${story}}:view`];
  return connection.callFunction(name, keys, args, NAMES_READ_ONLY.includes(name));
}

export async function readHead(connection: LiveConnection, story: string): Promise<LiveState | null> {
  return stateOf((await callFunction(connection, 'head', story)) as string[]);
}

export async function readLog(
  connection: LiveConnection,
  story: string,
  after: number,
  limit: number,
): Promise<HeldLog | null> {
  const answer = (await callFunction(connection, 'read', story, [`${after}`, `${limit}`])) as string[];
  const [epoch, top, first, from, ...texts] = answer;
  if (epoch === undefined) return null;
  const entries = texts.map((text, i) => parseEntry(Number(from) + i, text));
  return { epoch, top: Number(top), first: Number(first), entries };
}

export async function readHeld(connection: LiveConnection, story: string): Promise<HeldStory | null> {
  const [head = [], flat = []] = (await callFunction(connection, 'view', story)) as [string[]?, string[]?];
  const state = stateOf(head);
  if (!state) return null;
  const json: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) json[flat[i] as string] = flat[i + 1] as string;
  return { state, snapshot: snapshotOf({ epoch: state.epoch, seq: state.seq }, json) };
}

function stateOf([epoch, seq, hash, installed]: readonly string[]): LiveState | null {
  if (epoch === undefined || hash === undefined || installed === undefined) return null;
  return { epoch, seq: Number(seq), hash, installed };
}
