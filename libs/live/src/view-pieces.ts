import type { KeyEvent } from '#contract/event';
import type { Position, Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { CityTotalsView, MetricSums, StoryCounts, TotalsView } from '#contract/totals';
import type { PublishedUpdate, UpdateView } from '#contract/update';

/**
 * A snapshot in pieces, field to value: `story`, `older`, `keyEvents`, the ids in `updates`, `lateArrivals` and
 * `pins`, each update once as `u:<id>`, each running total as `t:<key>` with the keys of a TotalsPatch.
 */
type Pieces = ReadonlyMap<string, unknown>;

/** What to write so that a view becomes another: fields with their JSON, and fields to remove. */
export interface ViewChange {
  readonly set: readonly (readonly [field: string, json: string])[];
  readonly remove: readonly string[];
}

/** From nothing when `before` is null. Costs the size of the view in comparisons, of the change in encoding. */
export function viewChange(before: Snapshot | null, after: Snapshot): ViewChange {
  const held = before ? piecesOf(before) : new Map<string, unknown>();
  const wanted = piecesOf(after);
  const changed = [...wanted].filter(([field, value]) => !isSame(held.get(field), value));
  return {
    set: changed.map(([field, value]) => [field, JSON.stringify(value)]),
    remove: [...held.keys()].filter((field) => !wanted.has(field)),
  };
}

/** The snapshot the pieces were made of; null when one is missing. */
export function snapshotOf(position: Position, json: Readonly<Record<string, string>>): Snapshot | null {
  const pieces = new Map(Object.entries(json).map(([field, text]) => [field, JSON.parse(text) as unknown]));
  const idsOf = (list: string) => pieces.get(list) as readonly string[] | undefined;
  const updatesOf = (list: string) =>
    idsOf(list)?.map((id) => pieces.get(`u:${id}`) as UpdateView | undefined);
  const lists = { updates: updatesOf('updates'), late: updatesOf('lateArrivals'), pins: updatesOf('pins') };
  const totals = totalsOf(pieces);
  if (!isWhole(lists.updates) || !isWhole(lists.late) || !isWhole(lists.pins)) return null;
  if (!totals || !['story', 'keyEvents', 'older'].every((field) => pieces.has(field))) return null;
  return {
    story: pieces.get('story') as StoryView,
    position,
    totals,
    pins: lists.pins as readonly PublishedUpdate[],
    keyEvents: pieces.get('keyEvents') as readonly KeyEvent[],
    updates: lists.updates,
    lateArrivals: lists.late,
    older: pieces.get('older') as string | null,
  };
}

function piecesOf(snapshot: Snapshot): Pieces {
  const { story, totals, pins, keyEvents, updates, lateArrivals, older } = snapshot;
  const pieces = new Map<string, unknown>([
    ['story', story],
    ['older', older],
    ['keyEvents', keyEvents],
    ['updates', updates.map(({ id }) => id)],
    ['lateArrivals', lateArrivals.map(({ id }) => id)],
    ['pins', pins.map(({ id }) => id)],
    ['t:counts', { updates: totals.updates, citiesReporting: totals.citiesReporting } satisfies StoryCounts],
  ]);
  for (const update of [...updates, ...lateArrivals, ...pins]) pieces.set(`u:${update.id}`, update);
  for (const [metric, { cities, ...sums }] of Object.entries(totals.metrics)) {
    pieces.set(`t:${metric}`, sums);
    for (const [city, value] of Object.entries(cities)) pieces.set(`t:${metric}/${city}`, value);
  }
  return pieces;
}

function totalsOf(pieces: Pieces): TotalsView | null {
  const counts = pieces.get('t:counts') as StoryCounts | undefined;
  if (!counts) return null;
  const metrics: Record<string, MetricSums & { cities: Record<string, CityTotalsView> }> = {};
  // sorted: a metric comes before its cities, and every process serves the same bytes
  for (const field of [...pieces.keys()].filter((name) => name.startsWith('t:')).sort()) {
    const [metric = '', city] = field.slice(2).split('/');
    if (field === 't:counts') continue;
    if (city === undefined) metrics[metric] = { ...(pieces.get(field) as MetricSums), cities: {} };
    else if (metrics[metric]) metrics[metric].cities[city] = pieces.get(field) as CityTotalsView;
    else return null;
  }
  return { ...counts, metrics };
}

function isWhole(list: readonly (UpdateView | undefined)[] | undefined): list is readonly UpdateView[] {
  return list?.every((update) => update !== undefined) ?? false;
}

/** One level deep: unchanged parts of a view are the same objects. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const held = Object.entries(a);
  const wanted = b as Record<string, unknown>;
  return held.length === Object.keys(b).length && held.every(([key, value]) => wanted[key] === value);
}
