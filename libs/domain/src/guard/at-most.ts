import type { Figure } from '#contract/figure';
import type { StoredTotal } from '../totals/stored-total.js';
import { reach } from './reach.js';

type Figures<F> = Readonly<Record<string, F>>;

/** What stood there, with nothing of it higher than what stands there now; a source that is gone is nothing to go by. */
export function atMost(then: StoredTotal, now: StoredTotal): StoredTotal {
  if ('sources' in then && 'sources' in now)
    return { ...then, leading: lower(then.leading, now.leading), sources: each(then.sources, now.sources) };
  if (!('storyWide' in then && 'storyWide' in now)) return then;
  return {
    ...then,
    leading: lower(then.leading, now.leading),
    citySum: then.citySum && now.citySum && lower(then.citySum, now.citySum),
    storyWide: each(then.storyWide, now.storyWide),
  };
}

function each<F extends Figure>(then: Figures<F>, now: Figures<F>): Figures<F> {
  const both = Object.entries(then).flatMap(([source, figure]): [string, F][] => {
    const present = now[source];
    return present ? [[source, lower(figure, present)]] : [];
  });
  return Object.fromEntries(both);
}

function lower<F extends Figure>(then: F, now: F): F {
  return reach(now) < reach(then) ? now : then;
}
