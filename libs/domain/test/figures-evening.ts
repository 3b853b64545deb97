import type { FigureClaim } from '#contract/figure';
import { NO_SETTINGS } from '#contract/guard';
import { DEFAULT_METRICS } from '#contract/story';
import { placedClaim } from '../src/figures/claim.js';
import { addSeconds } from '../src/figures/instant.js';
import type { StoryRules } from '../src/figures/rules.js';
import type { UpdateFigures } from '../src/totals/delivery.js';
import { RunningTotals } from '../src/totals/running-totals.js';
import { Accounts } from '../src/guard/accounts.js';
import { Bases } from '../src/guard/bases.js';
import { weighFigures } from '../src/guard/weigh-figures.js';

export const CITIES = [
  'moscow',
  'kazan',
  'omsk',
  ...Array.from({ length: 40 }, (_, place) => `town-${place}`),
];
export const RULES: StoryRules = {
  cities: new Set(CITIES),
  sources: new Map([
    ['own', 'own'],
    ['ovd', 'monitor'],
  ]),
  metrics: DEFAULT_METRICS,
};
export type Said = Partial<FigureClaim> & { readonly value: number };

interface By {
  readonly vouched?: boolean;
  readonly author?: string;
}

/** A story whose figures arrive minute by minute; what is held does not count. */
export class Evening {
  readonly totals = new RunningTotals(RULES);
  readonly bases = new Bases();
  readonly accounts = new Accounts();
  #filed = 0;

  /** Whether it is held. */
  file(minutes: number, said: Said, by: By = {}): boolean {
    return this.fileTogether(minutes, [said], by)[0] === true;
  }

  /** Which figures of one update are held. */
  fileTogether(
    minutes: number,
    said: readonly Said[],
    { vouched = false, author = 'Vera' }: By = {},
  ): boolean[] {
    const at = addSeconds('2021-01-23T15:00:00Z', minutes * 60);
    const id = `u${++this.#filed}`;
    // A claimed time is the reporter's to choose: it changes nothing.
    const occurredAt = addSeconds(at, -3 * 3600);
    const claims = said.map((each): FigureClaim => {
      const place = each.scope ? {} : { city: 'kazan' };
      return { metric: 'arrests', source: 'own', ...place, ...each };
    });
    const update = { id, city: 'kazan', occurredAt };
    const placed = claims.map((claim, index) => placedClaim(claim, index, update, RULES));
    const { totals, bases, accounts } = this;
    const by = { actor: { name: author, role: 'reporter' as const }, author, now: at };
    const known = { totals, rules: RULES, guard: NO_SETTINGS, bases, accounts };
    const { reasons, added } = weighFigures(known, placed, by);
    if (vouched) accounts.renew(author);
    else accounts.add({ by: author, people: added }, at);
    const held = reasons.map((reason) => !vouched && reason !== null);
    const figures = claims.map((claim, index) =>
      held[index] ? { ...claim, state: 'held' as const } : claim,
    );
    const base = { type: 'update', revision: 1, status: 'published', city: 'kazan' } as const;
    this.#take({ ...base, id, occurredAt, figures }, at, vouched);
    return held;
  }

  /** What was filed last, by nobody who vouches for what is left. */
  retract(minutes: number): void {
    const at = addSeconds('2021-01-23T15:00:00Z', minutes * 60);
    const base = { type: 'update', revision: 2, status: 'retracted', city: 'kazan' } as const;
    this.#take({ ...base, id: `u${this.#filed}`, occurredAt: at, figures: [] }, at, false);
  }

  #take(update: UpdateFigures, at: string, vouched: boolean): void {
    const { totals, bases } = this;
    for (const [key, before] of totals.apply(update).before) {
      if (vouched) bases.renew(key);
      else bases.leave(key, { before, after: totals.valueOf(key) }, at);
    }
  }

  get kazan(): number {
    return this.totals.state().metrics['arrests']?.cities['kazan']?.leading.low ?? 0;
  }
}
