import type { FigureClaim } from '#contract/figure';
import { DEFAULT_METRICS } from '#contract/story';
import type { StoryRules } from '../figures/rules.js';
import type { UpdateFigures } from '../totals/delivery.js';
import { RunningTotals } from '../totals/running-totals.js';
import { hintsOn } from './hints.js';

const RULES: StoryRules = {
  cities: new Set(['moscow', 'spb']),
  sources: new Map([
    ['own', 'own'],
    ['police', 'official'],
  ]),
  metrics: DEFAULT_METRICS,
};

let totals: RunningTotals;
beforeEach(() => {
  totals = new RunningTotals(RULES);
});

type Said = Partial<FigureClaim>;
/** Files an update of St Petersburg and gives what its sender is told, as `code path → other update`. */
function file(id: string, time: string, said: Said | readonly Said[], more: Partial<UpdateFigures> = {}) {
  const figures = [said].flat().map((one) => ({ metric: 'arrests', source: 'own', ...one }));
  const occurredAt = `2021-01-23T${time.length === 5 ? `${time}:00` : time}Z`;
  const update = { revision: 1, status: 'published', city: 'spb', ...more } as const;
  const { brought } = totals.apply({ type: 'update', id, occurredAt, figures, ...update });
  return hintsOn(totals, id, brought).map((hint) => `${hint.code} ${hint.path} → ${hint.other.updateId}`);
}
const five: Said = { kind: 'new', value: 5 };

describe('an increment', () => {
  test('under another id is pointed out, up to ten minutes before or after', () => {
    expect(file('u1', '12:00', five)).toEqual([]);
    expect(file('u2', '12:10', five)).toEqual(['same_increment figures.0.value → u1']);
    expect(file('u3', '12:20:01', five)).toEqual([]);
    expect(file('u4', '11:50', five)).toEqual(['same_increment figures.0.value → u1']);
    expect(file('u5', '11:39:59', five)).toEqual([]);
  });

  test('is told from the one nearest in time', () => {
    for (const [id, time] of [
      ['u1', '12:00'],
      ['u2', '12:09'],
      ['u3', '12:12'],
    ] as const)
      file(id, time, five);
    expect(file('u4', '12:08', five)).toEqual(['same_increment figures.0.value → u2']);
  });

  test.each([
    ['of another city', { city: 'moscow' }, {}],
    ['of the whole story', { scope: 'story' }, {}],
    ['of another source', { source: 'police' }, {}],
    ['of another metric', { metric: 'injured' }, {}],
    ['of another value', { value: 6 }, {}],
    ['that is open at the top', { qualifier: 'at_least' }, {}],
    ['that is held', { state: 'held' }, {}],
    ['that is a running total', { kind: 'so_far' }, {}],
    ['that was seen', { kind: 'seen' }, {}],
  ] as const)('%s is another one', (_, said, more) => {
    file('u1', '12:00', five);
    expect(file('u2', '12:01', { ...five, ...said }, more)).toEqual([]);
  });

  test('said twice in one update, or again by its own correction, is no second report', () => {
    expect(file('u1', '12:00', [five, five])).toEqual([]);
    expect(file('u1', '12:01', [five], { revision: 2 })).toEqual([]);
  });

  test('is not pointed out again by a correction that leaves it as it was', () => {
    file('u1', '12:00', five);
    expect(file('u2', '12:01', five)).toHaveLength(1);
    expect(file('u2', '12:01', [five, { value: 100 }], { revision: 2 })).toEqual([]);
  });

  test('that was retracted or corrected away is forgotten', () => {
    file('u1', '12:00', five);
    file('u2', '12:01', five);
    file('u1', '12:00', [], { revision: 2, status: 'retracted' });
    file('u2', '12:01', { kind: 'new', value: 50 }, { revision: 2 });
    expect(file('u3', '12:02', five)).toEqual([]);
  });

  test('is told where it stands in the update, by the field that says the number', () => {
    file('u1', '12:00', [
      { kind: 'new', words: 'dozens' },
      { kind: 'new', low: 3, high: 5 },
    ]);
    const said = [{ value: 1 }, { kind: 'new', low: 3, high: 5 }, { kind: 'new', words: 'dozens' }] as const;
    expect(file('u2', '12:00', said)).toEqual([
      'same_increment figures.1.low → u1',
      'same_increment figures.2.words → u1',
    ]);
  });
});

describe('a running total', () => {
  test.each([
    ['a tenth below the highest', { value: 90 }, false],
    ['more than a tenth below', { value: 89 }, true],
    ['reaching up to a tenth below', { low: 10, high: 90 }, false],
    ['reaching not so far', { low: 10, high: 89 }, true],
    ['of at least much less', { value: 40, qualifier: 'at_least' }, true],
    ['of dozens', { words: 'dozens' }, true],
    ['above', { value: 101 }, false],
    ['of another city', { value: 5, city: 'moscow' }, false],
    ['of another source', { value: 5, source: 'police' }, false],
    ['of the whole story', { value: 5, scope: 'story' }, false],
    ['held', { value: 5, state: 'held' }, false],
    ['stated as revised', { value: 5, kind: 'revised' }, false],
  ] as const)('%s is asked about as it has to be', (_, said, isAsked) => {
    file('u1', '12:00', { value: 100 });
    file('u2', '12:10', { value: 60 });
    const path = `figures.0.${Object.keys(said)[0]}`;
    expect(file('u3', '12:30', said)).toEqual(isAsked ? [`below_running_total ${path} → u1`] : []);
  });

  test('is not asked about when the higher one was corrected, retracted or revised', () => {
    file('u1', '12:00', { value: 100 });
    expect(file('u1', '12:00', { value: 50 }, { revision: 2 })).toEqual([]);
    file('u2', '12:10', { value: 200 });
    file('u2', '12:10', [], { revision: 2, status: 'retracted' });
    expect(file('u3', '12:20', { value: 50 })).toEqual([]);
    file('u4', '12:30', { value: 30, kind: 'revised' });
    expect(file('u5', '12:40', { value: 30 })).toEqual([]);
  });

  test('is compared with what the source counted, not with what was added to it', () => {
    file('u1', '12:00', { value: 10 });
    file('u2', '12:10', five);
    expect(file('u3', '12:20', { value: 11 })).toEqual([]);
  });

  test('of a gauge is no running total: crowds go home', () => {
    file('u1', '12:00', { metric: 'crowd', value: 5_000 });
    expect(file('u2', '14:00', { metric: 'crowd', value: 100 })).toEqual([]);
  });
});
