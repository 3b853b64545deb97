import { CodedError } from '#contract/problems';
import type { Guarded } from '../guard/under-guard.js';
import type { Weighty } from '../guard/told.js';
import type { RulingDecision } from '../totals/delivery.js';
import { decidedLast } from './decision.js';
import type { DeskNote, RaisedFlag } from './desk-notes.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

/** Its words make no sense without a figure that is held. */
export function waitsWhole({ held, warnings }: Guarded): CodedError {
  const fields = warnings.map(({ path, message }) => ({ path, message }));
  return new CodedError(
    'figure_held',
    `${held.length === 1 ? 'A figure is' : `${held.length} figures are`} held, and the update was to wait with its figures.`,
    fields,
  );
}

/** The plan of a revision with what guarding its figures leads to. */
export function withGuard(state: StoryState, plan: Plan, guarded: Guarded): Plan {
  const { revision } = plan;
  if (!revision) return plan;
  const { held, passed, added, warnings, override, vouched } = guarded;
  const isVouched = (passed.length > 0 || vouched) && ({ vouched: true } as const);
  if (warnings.length === 0) return { ...plan, added, ...isVouched };
  const detail = ({ figure, reason, placed: { metric, city, source } }: Weighty) => ({
    ...{ revision: revision.revision, figure, reason, metric, city, source },
  });
  const base = { actor: revision.author, about: revision.update, concerns: revision.author };
  const entries: DeskNote[] = [
    ...held.map((each) => ({ ...base, action: 'figure.held', detail: detail(each) })),
    ...passed.map((each) => ({
      ...base,
      action: 'guard.overridden',
      detail: { ...detail(each), override: override?.reason ?? null },
    })),
  ];
  const flags: RaisedFlag[] = held.map(({ figure, reason }) => ({
    ...{ kind: 'figure_held', update: revision.update, revision: revision.revision, figure },
    detail: { reason },
  }));
  const rulings = rulingsFor(state, revision.update, {
    revision: revision.revision,
    receivedAt: revision.receivedAt,
    held,
  });
  return {
    ...{ ...plan, added, warnings, rulings, desk: { entries, flags } },
    ...isVouched,
  };
}

/** A ruling holds for the figure's place in every revision: what is now held there needs one of its own. */
function rulingsFor(
  state: StoryState,
  updateId: string,
  { revision, receivedAt, held }: { revision: number; receivedAt: string; held: readonly Weighty[] },
): RulingDecision[] {
  const rulings = state.totals.rulingsOf(updateId);
  return held
    .filter(({ figure }) => (rulings[figure] ?? 'held') !== 'held')
    .map(({ figure }) =>
      decidedLast(state, {
        type: 'ruling',
        id: `${updateId}.${revision}.${figure}`,
        decidedAt: receivedAt,
        ...{ updateId, figure, state: 'held' },
      }),
    );
}
