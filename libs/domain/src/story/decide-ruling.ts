import { CodedError } from '#contract/problems';
import type { FigureState } from '#contract/figure';
import { filerOf } from '../guard/filers.js';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf } from './decide-update.js';
import { checkRevision } from './if-match.js';
import { about, decidedLast, isNewest } from './decision.js';
import type { DecisionRecord, Plan } from './plan.js';
import { isRead } from './reader-figures.js';
import type { StoryState } from './state.js';

type Ruling = Extract<DecisionRecord, { type: 'ruling' }>;

export function decideRuling(state: StoryState, command: CommandOf<'rule'>, { now, actor }: Context): Plan {
  const head = headOf(state, command.id);
  if (head.status === 'retracted')
    throw new CodedError(
      'update_retracted',
      'A retracted update has no figures to rule on.',
      [],
      head.revision,
    );
  checkRevision(head, command.ifMatch, 'if said');
  const from = stateOf(state, command);
  const filer = filerOf(head, command.figure);
  const isAlone = filer === actor.name && !command.override;
  if (isAlone && from.waits && command.state === 'counted')
    throw new CodedError(
      'second_person_needed',
      'Somebody else has to rule on a figure that you filed; or say why not, in override.reason.',
    );
  const { decision: id, id: updateId, figure, state: ruled, override } = command;
  const said = { type: 'ruling', id, decidedAt: now, updateId, figure, state: ruled } as const;
  const detail = { figure, from: from.now, to: ruled, ...(override && { override: override.reason }) };
  const entry = { actor: actor.name, action: 'ruling.made', about: updateId, concerns: head.author, detail };
  const added = { by: filer, people: 0 };
  const { vouched, ...plan } = ruling(state, decidedLast(state, said));
  const isVouched = vouched && !isAlone && { vouched };
  return { ...plan, ...isVouched, added, desk: { entries: [entry], flags: [] } };
}

/** The figure's state now, and whether it is one that a second person has to let through. */
function stateOf(
  { totals }: StoryState,
  { id, figure }: CommandOf<'rule'>,
): { readonly now: FigureState; readonly waits: boolean } {
  const filed = totals.claimsOf(id)[figure]?.state;
  if (!filed)
    throw new CodedError('malformed', 'The update has no such figure; the first one is 0.', [
      { path: 'figure', message: 'is not the place of a figure in the update' },
    ]);
  const now = totals.rulingsOf(id)[figure] ?? filed;
  return { now, waits: now === 'held' || (now === 'refused' && filed === 'held') };
}

/** Where readers had the number and are not to have it any more, earlier events lose their body. */
export function ruling(state: StoryState, decision: Ruling): Plan {
  const kept: Plan = {
    receipt: { id: decision.id, revision: null, status: 'recorded' },
    decision,
    delivery: decision,
  };
  if (!isNewest(state, decision)) return kept;
  const head = state.updates.get(decision.updateId);
  if (!head) return kept; // kept for when the update arrives
  if (head.status === 'retracted') return kept;
  return {
    ...kept,
    head,
    ...(decision.state === 'counted' && { vouched: true }),
    event: { kind: 'ruling.made', ...about(head), withholds: takesAway(state, decision) },
  };
}

function takesAway({ totals }: StoryState, { updateId, figure, state }: Ruling): boolean {
  const filed = totals.claimsOf(updateId)[figure]?.state;
  if (!filed) return false;
  return isRead(totals.rulingsOf(updateId)[figure] ?? filed, filed) && !isRead(state, filed);
}
