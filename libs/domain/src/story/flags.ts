import type { DeskNotes, RaisedFlag } from './desk-notes.js';
import { type Hint, indexOf } from './hints.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

interface Noticed {
  readonly hints: readonly Hint[];
  readonly overtaken: readonly string[];
}

/** What the desk is told with a change: what was planned, and what its figures turned out to be. */
export function deskNotesOn(state: StoryState, plan: Plan, { hints, overtaken }: Noticed): DeskNotes | null {
  const asked = plan.delivered
    ? []
    : [...hints.flatMap((hint) => askAbout(state, plan, hint)), ...overtaken.map(alert)];
  const { entries = [], flags = [] } = plan.desk ?? {};
  if (entries.length + flags.length + asked.length === 0) return null;
  return { entries, flags: [...flags, ...asked] };
}

/** The same increment twice from one person is a report of more: it is asked about only when two filed it. */
function askAbout(state: StoryState, { revision }: Plan, { code, placed, other }: Hint): RaisedFlag[] {
  const isOfOne = state.updates.get(other.updateId)?.author === revision?.author;
  if (!revision || (code === 'same_increment' && isOfOne)) return [];
  const { metric, city, source, claim } = placed;
  const before = { update: other.updateId, figure: indexOf(other) };
  const about = { update: revision.update, revision: revision.revision, figure: indexOf(claim) };
  return [{ kind: code, ...about, detail: { metric, city, source, before } }];
}

function alert(metric: string): RaisedFlag {
  return { kind: 'sum_over_claim', update: null, revision: null, figure: null, detail: { metric } };
}
