import type { CounterKind, FigureClaim, Qualifier, SaidQualifier, Words } from '#contract/figure';
import type { StoryView } from '#contract/story';
import { localTime, momentAt } from '../state/moments.js';
import { metricsOf } from '../state/said.js';

/** A figure as it stands in its fields. */
export interface FigureDraft {
  readonly metric: string;
  readonly source: string;
  readonly kind: CounterKind;
  readonly said: Qualifier | 'words';
  readonly value: string;
  /** The upper end of a range. */
  readonly high: string;
  readonly words: Words;
  /** Empty: the update's city; `*`: the whole story; else a city. */
  readonly where: string;
  /** On the story's clock; empty: the update's time. */
  readonly asOf: string;
  readonly confirmed: boolean;
  /** What it was made from: as long as no field is changed, it is said again to the letter. */
  readonly was: FigureClaim | null;
}
export const EVERYWHERE = '*';

export function newFigure(story: StoryView): FigureDraft {
  return {
    ...{ metric: metricsOf(story)[0] ?? '', source: story.sources[0]?.id ?? '' },
    ...{ kind: 'so_far', said: 'exact', value: '', high: '', words: 'dozens' },
    ...{ where: '', asOf: '', confirmed: true, was: null },
  };
}

export function figureDraft(claim: FigureClaim, { timeZone }: StoryView): FigureDraft {
  const isRange = claim.low !== undefined;
  return {
    ...{ metric: claim.metric, source: claim.source, kind: claim.kind ?? 'so_far' },
    said: claim.words ? 'words' : isRange ? 'range' : (claim.qualifier ?? 'exact'),
    value: `${(isRange ? claim.low : claim.value) ?? ''}`,
    high: `${claim.high ?? ''}`,
    words: claim.words ?? 'dozens',
    where: claim.scope === 'story' ? EVERYWHERE : (claim.city ?? ''),
    asOf: claim.asOf ? localTime(claim.asOf, timeZone) : '',
    confirmed: claim.confirmed ?? true,
    was: claim,
  };
}

export function claimOf(draft: FigureDraft, story: StoryView): FigureClaim {
  const { was } = draft;
  if (was && JSON.stringify(figureDraft(was, story)) === JSON.stringify(draft)) return was;
  const { metrics, timeZone } = story;
  const asOf = draft.asOf ? momentAt(draft.asOf, timeZone) : null;
  return {
    ...{ metric: draft.metric, source: draft.source },
    ...(metrics[draft.metric] !== 'gauge' && draft.kind !== 'so_far' && { kind: draft.kind }),
    ...statement(draft),
    ...(draft.where === EVERYWHERE && { scope: 'story' as const }),
    ...(draft.where !== '' && draft.where !== EVERYWHERE && { city: draft.where }),
    ...(asOf && { asOf }),
    ...(!draft.confirmed && { confirmed: false }),
  };
}

function statement({ said, value, high, words }: FigureDraft): Partial<FigureClaim> {
  if (said === 'words') return { words };
  if (said === 'range') return { low: numberIn(value), high: numberIn(high) };
  return { value: numberIn(value), ...(said !== 'exact' && { qualifier: said satisfies SaidQualifier }) };
}

/** `1,090`, `1 090` and `1090` are one number. */
function numberIn(text: string): number {
  return Number(text.replaceAll(/[\s,.\u00a0\u202f]/g, ''));
}
