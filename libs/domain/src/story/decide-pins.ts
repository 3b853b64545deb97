import type { PinPlace } from '#contract/pin';
import { CodedError } from '#contract/problems';
import { toInstant } from '../figures/instant.js';
import { boardOf, isSamePlace, pinnedAt, placeOf, unpinned } from './board.js';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf } from './decide-update.js';
import { checkVersion } from './if-match.js';
import { about, decidedLast, isNewest } from './decision.js';
import type { DecisionRecord, Plan } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';

type PinRecord = Extract<DecisionRecord, { type: 'pin' }>;

const currentBoard = (state: StoryState) => boardOf(state.pins, (id) => state.updates.get(id));

export function decidePin(state: StoryState, command: CommandOf<'pin'>, { now }: Context): Plan {
  const head = headOf(state, command.id);
  const { decision: id, id: updateId, pinned } = command;
  const place = pinned ? placeIn(head, command.place, now) : undefined;
  checkVersion(currentBoard(state), command.ifMatch, 'if said');
  const decision = decidedLast(state, { type: 'pin', id, decidedAt: now, updateId, pinned });
  return pinning(state, decision, place);
}

/**
 * A pin of an update that nobody sent yet, or that changes nothing shown, is kept and takes no number. `place`: left out
 * where the decision says nothing of it.
 */
export function pinning(state: StoryState, decision: PinRecord, place?: PinPlace): Plan {
  const head = state.updates.get(decision.updateId);
  const isPinned = state.pins.includes(decision.updateId);
  const kept: Plan = {
    receipt: { id: decision.id, revision: null, status: 'recorded' },
    decision,
    delivery: decision,
  };
  if (head?.status !== 'published' || !isNewest(state, decision)) return kept;
  if (!decision.pinned)
    return isPinned
      ? { ...kept, head: unpinned(head), event: { kind: 'pin.removed', ...about(head) } }
      : kept;
  const placed = place ? pinnedAt(head, place) : head;
  if (!isPinned)
    return {
      ...kept,
      head: placed,
      pins: [decision.updateId, ...state.pins],
      event: { kind: 'pin.added', ...about(head) },
    };
  if (!place || isSamePlace(placeOf(head), place)) return kept;
  return { ...kept, head: placed, event: { kind: 'pin.changed', ...about(head) } };
}

/** The place that was asked for, if an update can be pinned there. */
function placeIn(head: UpdateHead, { city, expiresAt }: PinPlace, now: string): PinPlace {
  if (head.status === 'retracted')
    throw new CodedError(
      'update_retracted',
      'A retracted update cannot be pinned; restore it first.',
      [],
      head.revision,
    );
  if (city !== null && head.cities.length > 0 && !head.cities.includes(city))
    throw new CodedError('unknown_city', `The update is not about ${city}: its readers are not shown it.`, [
      { path: 'city', message: 'is not one of the update’s cities' },
    ]);
  if (expiresAt === null) return { city, expiresAt };
  const until = toInstant(expiresAt);
  if (until === null || until <= now)
    throw new CodedError('malformed', 'A pin ends in the future.', [
      { path: 'expiresAt', message: 'must be an instant with an offset, later than now' },
    ]);
  return { city, expiresAt: until };
}

export function decidePinOrder(state: StoryState, { order, ifMatch }: CommandOf<'reorder-pins'>): Plan {
  const same = order.length === state.pins.length && state.pins.every((id) => order.includes(id));
  if (!same)
    throw new CodedError(
      'not_pinned',
      `The order must name the pinned updates, each once: ${state.pins.join(', ') || 'none is pinned'}.`,
      [{ path: 'order', message: 'must hold exactly the pinned updates' }],
    );
  checkVersion(currentBoard(state), ifMatch, 'needed');
  return isSameOrder(order, state.pins) ? { receipt: saved(state) } : reordered(state, order);
}

const saved = ({ id }: StoryState): Plan['receipt'] => ({ id, revision: null, status: 'recorded' });
const isSameOrder = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, place) => b[place] === id);
const reordered = (state: StoryState, pins: readonly string[]): Plan => ({
  receipt: saved(state),
  pins,
  event: { kind: 'pins.reordered', cities: [] },
});

/** The whole board at once: what is not on it is taken off, then come the new pins, then the order, all or nothing. */
export function decideBoard(state: StoryState, command: CommandOf<'board'>, { now }: Context): Plan {
  const { decision, ifMatch } = command;
  const wanted = command.pins.map(({ update, ...place }) => ({
    update,
    place: placeIn(headOf(state, update), place, now),
  }));
  checkVersion(currentBoard(state), ifMatch, 'needed');
  const order = wanted.map(({ update }) => update);
  const removed = state.pins.filter((id) => !order.includes(id));
  const steps = [
    ...removed.map((update) => ({ update, pinned: false, place: undefined })),
    ...wanted.map(({ update, place }) => ({ update, pinned: true, place })),
  ].flatMap(({ update, pinned, place }, step) => {
    const id = `${decision}.${step}`;
    const said = decidedLast(state, { type: 'pin', id, decidedAt: now, updateId: update, pinned });
    const plan = pinning(state, said, place);
    return plan.event ? [{ ...plan, receipt: saved(state), pins: order }] : [];
  });
  // Who follows one city hears only of its own pins: a new order of those that stay is for everybody.
  const kept = state.pins.filter((id) => order.includes(id));
  const isReordered = !isSameOrder(
    kept,
    order.filter((id) => state.pins.includes(id)),
  );
  return inOneGo([...steps, ...(isReordered ? [reordered(state, order)] : [])]) ?? { receipt: saved(state) };
}

function inOneGo([plan, ...rest]: readonly Plan[]): Plan | undefined {
  const next = plan && inOneGo(rest);
  return plan && next ? { ...plan, next } : plan;
}

/** Whichever process looks at the clock first: what is not due, or was changed since, is refused and nothing is kept of it. */
export function decidePinExpiry(state: StoryState, command: CommandOf<'expire-pin'>, { now }: Context): Plan {
  const head = headOf(state, command.id);
  const { expiresAt } = placeOf(head);
  if (!state.pins.includes(head.id) || expiresAt !== command.expiresAt || expiresAt > now)
    throw new CodedError('not_pinned', 'This pin does not end now.');
  const said = { type: 'pin', id: command.decision, updateId: head.id, pinned: false } as const;
  const plan = pinning(state, decidedLast(state, { ...said, decidedAt: now }));
  return { ...plan, event: { kind: 'pin.expired', ...about(head) } };
}
