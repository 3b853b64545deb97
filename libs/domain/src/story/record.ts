import type { Instant } from '#contract/figure';
import type { EventKind } from '#contract/event';
import type { StoryView } from '#contract/story';
import type { StoryCounts, TotalChange } from '#contract/totals';
import type { Receipt, Warning } from '#contract/update';
import type { Added } from '../guard/accounts.js';
import type { StoryRules } from '../figures/rules.js';
import type { Applied } from '../totals/running-totals.js';
import { isSame } from '../totals/same.js';
import { citiesOf, eitherCities } from './content.js';
import type { DeskNotes } from './desk-notes.js';
import { deskNotesOn } from './flags.js';
import { type Hint, hintsOn, warningOf } from './hints.js';
import type { Plan, PlannedEvent } from './plan.js';
import { isRead } from './reader-figures.js';
import { inOrder } from './receipt.js';
import type { StoryState, UpdateHead } from './state.js';

/** One row of a story's record: everything about a public change but the words, which the revision holds. */
export interface RecordedEvent {
  readonly seq: number;
  readonly kind: EventKind;
  readonly shownAt: Instant;
  readonly cities: readonly string[];
  readonly update: string | null;
  readonly revision: number | null;
  /** The editor's decision that it records. */
  readonly decision: string | null;
  readonly withholds: boolean;
  /** The update's head after the change. */
  readonly head: UpdateHead | null;
  readonly fields: PlannedEvent['fields'] | null;
  readonly pins: readonly string[];
  readonly counts: StoryCounts;
  readonly changes: readonly TotalChange[];
  /** Changed totals by key, whole values as the totals address shows them; null: gone. */
  readonly totals: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
export interface Recorded {
  readonly receipt: Receipt;
  readonly event: RecordedEvent | null;
  readonly head: UpdateHead | null;
  /** What the desk is told in the same step; null: nothing. */
  readonly desk: DeskNotes | null;
}
/** Chains the hash of an event to the one before it. */
export type Chain = (previous: string, event: Omit<RecordedEvent, 'hash'>) => string;

/** Numbers a plan and moves the state on. Never refuses: whatever can be refused was in `decide`. */
export function record(state: StoryState, plan: Plan, now: Instant, chain: Chain): Recorded {
  const applied = appliedTo(state, plan);
  const before = state.view;
  if (plan.view) {
    state.view = plan.view;
    state.rules = rulesOf(plan.view);
    state.totals.useRules(state.rules);
  }
  if (plan.atDesk?.settings) state.desk = plan.atDesk.settings;
  if (plan.atDesk?.filing?.story === state.id) state.filed.add(plan.atDesk.filing.id);
  if (plan.guard) state.guard = plan.guard;
  const touched = new Set([...(applied?.touched ?? []), ...presentedAnew(before, state)]);
  const { epoch } = state.head;
  const hints = hintsAfter(state, plan, applied);
  const warnings = [...(plan.warnings ?? []), ...hints.map(warningOf)];
  const desk = deskNotesOn(state, plan, { hints, overtaken: applied?.overtaken ?? [] });
  if (!plan.event)
    return { receipt: receiptOf(plan, { epoch, seq: null }, warnings), event: null, head: null, desk };
  const seq = state.head.seq + 1;
  const shownAt = shownAtOf(state, plan, now);
  if (applied) rebase(state, plan, applied, shownAt);
  if (plan.added) account(state, plan.added, plan.vouched ?? false, shownAt);
  const earlier = state.updates.get(plan.event.update ?? '') ?? null;
  const head = plan.head ? placed(state, plan, plan.head, seq, shownAt) : earlier;
  state.pins = pinsAfter(state, plan);
  const event = {
    seq,
    kind: plan.event.kind,
    shownAt,
    // Whoever was shown the update before is told of its change, wherever it goes.
    cities: head ? eitherCities((earlier ?? head).cities, head.cities) : plan.event.cities,
    update: plan.event.update ?? null,
    revision: plan.event.revision ?? null,
    decision: plan.decision?.id ?? null,
    withholds: plan.event.withholds ?? false,
    head,
    fields: plan.event.fields ?? null,
    pins: state.pins,
    counts: state.totals.counts(),
    changes: applied?.changes ?? [],
    totals: changedTotals(state, touched),
  };
  const hash = chain(state.head.hash, event);
  // Opening and closing happen on today's clock even where the record is of another day: they don't move its time.
  state.head = { epoch, seq, hash, shownAt: plan.view ? state.head.shownAt : shownAt };
  return { receipt: receiptOf(plan, { epoch, seq }, warnings), event: { ...event, hash }, head, desk };
}

/** Rulings that a revision makes necessary come first: it is never counted under those it does not fit. */
function appliedTo({ totals }: StoryState, { rulings = [], delivery }: Plan): Applied | undefined {
  const ruled = rulings.map((ruling) => totals.apply(ruling));
  const applied = delivery && totals.apply(delivery);
  if (!applied || ruled.length === 0) return applied;
  const before = new Map([...applied.before, ...ruled.flatMap((each) => [...each.before])]);
  const changes = [...ruled.flatMap((each) => each.changes), ...applied.changes];
  const touched = new Set([...ruled.flatMap((each) => [...each.touched]), ...applied.touched]);
  return { ...applied, changes, touched, before };
}

/** What stood there is left behind; what somebody vouched for is what growth is measured from at once. */
function rebase({ bases, totals }: StoryState, { vouched }: Plan, applied: Applied, shownAt: Instant): void {
  for (const [key, before] of applied.before) {
    if (vouched) bases.renew(key);
    else bases.leave(key, { before, after: totals.valueOf(key) }, shownAt);
  }
}

function account({ accounts }: StoryState, added: Added, isVouched: boolean, shownAt: Instant): void {
  if (isVouched) accounts.renew(added.by);
  else if (added.people > 0) accounts.add(added, shownAt);
}

function hintsAfter({ totals }: StoryState, { delivery }: Plan, applied: Applied | undefined): Hint[] {
  return delivery?.type === 'update' && applied ? hintsOn(totals, delivery.id, applied.brought) : [];
}

function receiptOf(
  { receipt }: Plan,
  at: Pick<Receipt, 'epoch' | 'seq'>,
  warnings: readonly Warning[],
): Receipt {
  return inOrder({ ...receipt, ...at, ...(warnings.length > 0 ? { warnings } : {}) });
}

function shownAtOf(state: StoryState, plan: Plan, now: Instant): Instant {
  const at = plan.shownAt ?? now;
  return at > state.head.shownAt ? at : state.head.shownAt;
}

/** The head with what only its number and moment decide. */
function placed(
  state: StoryState,
  plan: Plan,
  planned: UpdateHead,
  seq: number,
  shownAt: Instant,
): UpdateHead {
  const before = state.updates.get(planned.id);
  const first = before
    ? {}
    : {
        firstSeq: seq,
        publishedAt: shownAt,
        lateArrival: state.timeline.isBelowFirstFifty({ ...planned, firstSeq: seq }),
      };
  const head: UpdateHead = {
    ...(planned.status === 'published' ? withPlaces(state, planned) : planned),
    ...first,
    rulings: state.totals.rulingsOf(planned.id),
    correctedAt: isCorrection(plan) ? shownAt : planned.correctedAt,
    ...(plan.event?.kind === 'key_event.changed' && { keyEventSeq: seq }),
    retractedAt: plan.event?.kind === 'update.retracted' && plan.revision ? shownAt : planned.retractedAt,
  };
  state.updates.set(head.id, head);
  state.timeline.put(head, before);
  return head;
}

/** Readers are told no city for a figure that they are not told. */
function withPlaces({ totals }: StoryState, { deskCities: _, ...planned }: UpdateHead): UpdateHead {
  const { id, city } = planned;
  const figures = totals.figuresOf(id);
  const rulings = totals.rulingsOf(id);
  const read = figures.filter(({ state }, index) => isRead(rulings[index] ?? state ?? 'counted', state));
  const [cities, deskCities] = [citiesOf({ city, figures: read }), citiesOf({ city, figures })];
  return isSame(cities, deskCities) ? { ...planned, cities } : { ...planned, cities, deskCities };
}

const isCorrection = ({ event, isSilent }: Plan): boolean => event?.kind === 'update.corrected' && !isSilent;

/** Pins keep their order; one that is back (restored, or pinned before it arrived) comes last. */
function pinsAfter(state: StoryState, plan: Plan): readonly string[] {
  const pinned = state.totals.pinned();
  const wished = plan.pins ?? state.pins;
  const kept = wished.filter((id) => pinned.includes(id));
  if (
    kept.length === pinned.length &&
    kept.length === state.pins.length &&
    kept.every((id, i) => state.pins[i] === id)
  )
    return state.pins;
  return [...kept, ...pinned.filter((id) => !kept.includes(id))];
}

/** Totals that readers hold in another form from now on: they are told of them whole. */
function presentedAnew(before: StoryView | null, { view, totals }: StoryState): string[] {
  if (!before || isSame(before.presentation, view?.presentation)) return [];
  const metrics = Object.keys({ ...before.presentation, ...view?.presentation });
  const others = metrics.filter((id) => !isSame(before.presentation?.[id], view?.presentation?.[id]));
  return [...totals.values()]
    .map(([key]) => key)
    .filter((key) => others.includes(key.split('/', 1)[0] ?? ''));
}

function changedTotals(state: StoryState, touched: ReadonlySet<string>): Record<string, unknown> {
  const metricKeys = [...touched].filter((key) => key !== 'counts' && key !== 'pinned');
  return Object.fromEntries(metricKeys.map((key) => [key, state.totals.valueOf(key)]));
}

export function rulesOf(view: StoryView): StoryRules {
  return {
    cities: new Set(view.cities.map((city) => city.id)),
    sources: new Map(view.sources.map((source) => [source.id, source.kind])),
    metrics: view.metrics,
    populations: new Map(view.cities.flatMap(({ id, population }) => (population ? [[id, population]] : []))),
  };
}
