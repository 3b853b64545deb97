import type { FollowRequest, RoomName } from '#contract/follow';
import { NAME } from '#contract/names';
import { CodedError, type FieldProblem } from '#contract/problems';
import type { Position } from '#contract/snapshot';

const EPOCH_CHARACTERS = 200;

/** What a `follow` asks for. Rejects anything of another shape without repeating it. */
export function followRequest(payload: unknown): FollowRequest {
  const room = roomName(payload);
  const position = (payload as { position?: unknown }).position;
  if (position === undefined || position === null) return room;
  if (!isPosition(position)) throw malformed('position', 'Say {epoch, seq}: a text, and an integer from 0.');
  return { ...room, position: { epoch: position.epoch, seq: position.seq } };
}

/** The story, or the city of a story, that a `follow` or `unfollow` names. */
export function roomName(payload: unknown): RoomName {
  if (!isObject(payload)) throw malformed('', 'Say {story, city?, position?}.');
  const { story, city } = payload;
  if (!isId(story)) throw malformed('story', 'Name the story by its id.');
  if (city === undefined || city === null) return { story };
  if (!isId(city)) throw malformed('city', 'Name the city by its id, or leave it out.');
  return { story, city };
}

/** `epoch:seq`, as SSE gives and takes positions; undefined when it is none. */
export function positionOf(id: string): Position | undefined {
  const colon = id.lastIndexOf(':');
  const epoch = id.slice(0, Math.max(0, colon));
  const digits = id.slice(colon + 1);
  return isEpoch(epoch) && /^\d{1,16}$/.test(digits) ? { epoch, seq: Number(digits) } : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

export function malformed(path: string, message: string): CodedError {
  const fields: FieldProblem[] = path === '' ? [] : [{ path, message }];
  return new CodedError('malformed', message, fields);
}

function isPosition(value: unknown): value is Position {
  return isObject(value) && isEpoch(value.epoch) && Number.isInteger(value.seq) && (value.seq as number) >= 0;
}

function isEpoch(value: unknown): value is string {
  if (typeof value !== 'string' || !value.isWellFormed()) return false;
  return value.length > 0 && value.length <= EPOCH_CHARACTERS;
}
