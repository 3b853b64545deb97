import { readFileSync } from 'node:fs';
import { NO_SETTINGS } from '#contract/guard';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import type { DeliveredRecord } from '#contract/decision';
import { placedClaim } from '../figures/claim.js';
import type { StoryRules } from '../figures/rules.js';
import type { Delivery, UpdateFigures } from '../totals/delivery.js';
import { RunningTotals } from '../totals/running-totals.js';
import { Accounts } from './accounts.js';
import { Bases } from './bases.js';
import { weighFigures } from './weigh-figures.js';

interface Line {
  readonly type: string;
  readonly id: string;
  readonly kind: SourceKind;
  readonly population?: number | null;
  readonly record?: DeliveredRecord;
  readonly receivedAt?: string;
}
const file = new URL('../../../../examples/2021-01-23.ndjson', import.meta.url);
const LINES: Line[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const of = (type: string) => LINES.filter((line) => line.type === type && !line.record);
const RULES: StoryRules = {
  cities: new Set(of('city').map(({ id }) => id)),
  sources: new Map(of('source').map(({ id, kind }) => [id, kind])),
  metrics: DEFAULT_METRICS,
  populations: new Map(of('city').flatMap(({ id, population }) => (population ? [[id, population]] : []))),
};
const VERA = { name: 'Vera', role: 'reporter' } as const;
type Post = Pick<UpdateFigures, 'id' | 'city' | 'occurredAt' | 'figures'>;

/** What would be held of updates if reporters filed them, as `city metric value: why`; then somebody rules that it counts. */
function heldOf(day: Iterable<Arrived>): { held: string[]; figures: number; most: number } {
  const totals = new RunningTotals(RULES);
  const bases = new Bases();
  const accounts = new Accounts();
  const newest = new Map<string, number>();
  const held: string[] = [];
  let [figures, most] = [0, 0];
  for (const { post, at: now } of day) {
    let isVouched = post.type !== 'update';
    const isNew = post.type === 'update' && post.revision > (newest.get(post.id) ?? 0);
    if (isNew) newest.set(post.id, post.revision);
    if (isNew && post.status === 'published') {
      const placed = post.figures.map((figure, index) => placedClaim(figure, index, post, RULES));
      const known = { totals, rules: RULES, guard: NO_SETTINGS, bases, accounts };
      const { reasons, added } = weighFigures(known, placed, { actor: VERA, author: VERA.name, now });
      figures += placed.length;
      for (const [index, { metric, city, claim }] of placed.entries())
        if (reasons[index]) held.push(`${city} ${metric} ${claim.low}: ${reasons[index]}`);
      isVouched = reasons.some(Boolean);
      if (isVouched) accounts.renew(VERA.name);
      else accounts.add({ by: VERA.name, people: added }, now);
      most = Math.max(most, accounts.addedBy(VERA.name, now));
    }
    for (const [key, before] of totals.apply(post).before) {
      if (isVouched) bases.renew(key);
      else bases.leave(key, { before, after: totals.valueOf(key) }, now);
    }
  }
  return { held, figures, most };
}

interface Arrived {
  readonly post: Delivery;
  readonly at: string;
}
const posted = (post: Post): Arrived => ({
  post: { type: 'update', revision: 1, status: 'published', ...post },
  at: post.occurredAt,
});

describe('had reporters filed it', () => {
  test('23 January 2021 has both slips of a digit held, and six figures that were true', () => {
    const day = LINES.flatMap(({ type, record, receivedAt }) => {
      const post = { ...record, type } as Delivery;
      return record ? [{ post, at: receivedAt ?? ('decidedAt' in post ? post.decidedAt : '') }] : [];
    });
    const { held, figures, most } = heldOf(day);
    expect(most).toBe(1_400);
    expect(figures).toBeGreaterThan(130);
    expect(held).toEqual([
      'irkutsk crowd 5000: large_first_figure', // corrected to 500 nine minutes later
      'komsomolsk-on-amur arrests 30: large_first_figure', // true, as those below without a word
      'vladivostok arrests 27: large_first_figure',
      'novosibirsk crowd 4000: large_first_figure',
      'tomsk crowd 3000: large_first_figure',
      'moscow arrests 623: grows_too_fast', // true: nothing had been heard since "about 60" three hours before
      'makhachkala arrests 900: large_first_figure', // withdrawn: it was 90
      'moscow arrests.minors 95: large_first_figure', // true, a fortnight later
    ]);
  });

  test('a day of increments of one to nine in forty cities has none', () => {
    const cities = [...RULES.cities].slice(0, 40);
    const day = Array.from({ length: 4_000 }, (_, step): Arrived => {
      const figures = [
        { metric: 'arrests', source: 'desk', kind: 'new' as const, value: 1 + ((step * 7) % 9) },
      ];
      const city = cities[(step * 13) % cities.length] ?? null;
      return posted({ id: `u${step}`, city, occurredAt: minute(Math.floor((step * 600) / 4_000)), figures });
    });
    expect(heldOf(day).held).toEqual([]);
  });

  test('counts that double every half hour from ten to five thousand have none', () => {
    const day = Array.from({ length: 10 }, (_, step): Arrived => {
      const figures = [{ metric: 'arrests', source: 'ovd-info', value: 10 * 2 ** step }];
      return posted({ id: `u${step}`, city: 'moscow', occurredAt: minute(30 * step), figures });
    });
    expect(heldOf(day).held).toEqual([]);
  });

  test('a crowd that grows from dozens to forty thousand within two hours has none', () => {
    const sizes = [50, 400, 1_500, 4_000, 10_000, 25_000, 40_000];
    const day = sizes.map((value, step): Arrived => {
      const figures = [{ metric: 'crowd', source: 'desk', value }];
      return posted({ id: `u${step}`, city: 'moscow', occurredAt: minute(20 * step), figures });
    });
    expect(heldOf(day).held).toEqual([]);
  });
});

function minute(of: number): string {
  return new Date(Date.UTC(2021, 0, 23, 8, of)).toISOString().replace('.000', '');
}
