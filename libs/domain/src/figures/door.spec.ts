import type { FigureClaim } from '#contract/figure';
import { LIMITS } from '#contract/limits';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import { checkFigures, type FiledWith } from './door.js';
import type { StoryRules } from './rules.js';
import { storedFigures, storedInstant } from './stored.js';

const RULES: StoryRules = {
  cities: new Set(['moscow', 'spb']),
  sources: new Map<string, SourceKind>([['own', 'own']]),
  metrics: DEFAULT_METRICS,
};
const GOOD: FigureClaim = { metric: 'arrests', source: 'own', value: 5 };
const RECEIVED = '2021-01-23T12:00:00Z';

function problems(figure: unknown, filed: Partial<FiledWith> = {}) {
  const found = checkFigures([figure as FigureClaim], {
    city: 'moscow',
    receivedAt: RECEIVED,
    rules: RULES,
    ...filed,
  });
  return found.map(({ code, path }) => `${code} ${path}`);
}

describe('a figure at the door', () => {
  test.each<[string, object]>([
    ['a plain count', {}],
    ['a count in another city', { city: 'spb' }],
    ['a claim about the whole story', { scope: 'story' }],
    ['a held figure', { state: 'held' }],
    ['a stated revision', { kind: 'revised' }],
    ['a count for another moment', { asOf: '2021-01-23T14:30+03:00' }],
    ['a clock two minutes fast', { asOf: '2021-01-23T12:02:00Z' }],
    ['a range, its qualifier beside it', { value: undefined, low: 3, high: 4, qualifier: 'about' }],
    ['a crowd', { metric: 'crowd' }],
  ])('%s comes in', (_, change) => {
    expect(problems({ ...GOOD, ...change })).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['no object', null, ['invalid_figure figures.0']],
    ['a metric of every object', { ...GOOD, metric: 'constructor' }, ['unknown_metric figures.0.metric']],
    ['the prototype as a metric', { ...GOOD, metric: '__proto__' }, ['unknown_metric figures.0.metric']],
    ['no metric', { ...GOOD, metric: undefined }, ['unknown_metric figures.0.metric']],
    ['an unknown source', { ...GOOD, source: 'toString' }, ['unknown_source figures.0.source']],
    ['an unknown city', { ...GOOD, city: '__proto__' }, ['unknown_city figures.0.city']],
    ['an empty city', { ...GOOD, city: '' }, ['invalid_figure figures.0.city']],
    ['a city that is null', { ...GOOD, city: null }, ['invalid_figure figures.0.city']],
    ['a kind that is null', { ...GOOD, kind: null }, ['invalid_figure figures.0.kind']],
    ['a kind on a gauge', { ...GOOD, metric: 'crowd', kind: 'new' }, ['invalid_figure figures.0.kind']],
    ['both city and scope', { ...GOOD, city: 'spb', scope: 'story' }, ['invalid_figure figures.0.scope']],
    ['another scope', { ...GOOD, scope: 'region' }, ['invalid_figure figures.0.scope']],
    ['another state', { ...GOOD, state: 'pending' }, ['invalid_figure figures.0.state']],
    ['a text for a number', { ...GOOD, value: '5' }, ['invalid_figure figures.0.value']],
    ['half a person', { ...GOOD, value: 2.5 }, ['invalid_figure figures.0.value']],
    ['a reversed range', { ...GOOD, value: undefined, low: 9, high: 1 }, ['invalid_figure figures.0.high']],
    ['a negative low', { ...GOOD, value: undefined, low: -9, high: 1 }, ['invalid_figure figures.0.low']],
    ['unknown words', { ...GOOD, value: undefined, words: 'scores' }, ['invalid_figure figures.0.words']],
    ['a value and words', { ...GOOD, words: 'dozens' }, ['invalid_figure figures.0']],
    ['a qualifier of old', { ...GOOD, qualifier: 'fewer_than' }, ['invalid_figure figures.0.qualifier']],
    ['a time without an offset', { ...GOOD, asOf: '2021-01-23T11:00:00' }, ['invalid_figure figures.0.asOf']],
    ['a time that is a number', { ...GOOD, asOf: 5 }, ['invalid_figure figures.0.asOf']],
    ['a fast clock', { ...GOOD, asOf: '2021-01-23T12:02:01Z' }, ['in_the_future figures.0.asOf']],
    [
      'several things at once',
      { metric: 'looted', source: 'nobody', value: -1, city: 'omsk' },
      [
        'unknown_metric figures.0.metric',
        'unknown_source figures.0.source',
        'unknown_city figures.0.city',
        'invalid_figure figures.0.value',
      ],
    ],
  ])('%s is refused, with its place', (_, figure, expected) => {
    expect(problems(figure)).toEqual(expected);
  });

  test('needs a city when its update has none', () => {
    expect(problems(GOOD, { city: null })).toEqual(['invalid_figure figures.0.city']);
    expect(problems({ ...GOOD, city: 'spb' }, { city: null })).toEqual([]);
  });

  test('is refused together with its update: an unknown city, a time to come, too many figures', () => {
    expect(problems(GOOD, { city: 'omsk' })).toEqual(['unknown_city city']);
    expect(problems(GOOD, { occurredAt: '2021-01-23T12:02:01Z' })).toEqual(['in_the_future occurredAt']);
    expect(problems(GOOD, { occurredAt: '2021-01-23T12:00' })).toEqual(['invalid_figure occurredAt']);
    const many = Array.from({ length: LIMITS.figuresPerUpdate + 1 }, () => GOOD);
    expect(checkFigures(many, { city: 'spb', rules: RULES }).map(({ path }) => path)).toEqual(['figures']);
  });

  test('is answered with what is possible, never with what was sent', () => {
    const sent = { metric: 'SENT', source: 'SENT', kind: 'SENT', state: 'SENT', city: 'SENT', words: 'SENT' };
    const messages = checkFigures([sent as unknown as FigureClaim], { city: null, rules: RULES });
    expect(messages.map(({ message }) => message).join()).not.toContain('SENT');
    expect(messages.find(({ path }) => path.endsWith('metric'))?.message).toContain('arrests, crowd');
  });
});

describe('a moment as it is stored', () => {
  test('is never after it reached the newsroom', () => {
    expect(storedInstant('2021-01-23T15:01:30+03:00', RECEIVED)).toBe(RECEIVED);
    expect(storedInstant('2021-01-23T14:59:30+03:00', RECEIVED)).toBe('2021-01-23T11:59:30Z');
    expect(storedInstant('2021-01-23T14:59:30', RECEIVED)).toBeNull();
    expect(storedFigures([{ ...GOOD, asOf: '2021-01-23T12:01:30Z' }, GOOD], RECEIVED)).toEqual([
      { ...GOOD, asOf: RECEIVED },
      GOOD,
    ]);
  });
});
