import type { Leading } from '#contract/figure';
import type { PublishedUpdate } from '#contract/update';
import { SAMPLE_SNAPSHOT } from './fixtures/sample-story.js';
import { published } from './fixtures/sample-updates.js';
import { rounded } from './saying.js';
import { claimOf } from './shown-metrics.js';
import { crowdNow, isPreferred, leadingRange, sinceThen } from './telling.js';

const at = (time: string) => `2021-01-23T${time}:00Z`;
const figure = (source: string, low: number, time: string, more: Partial<Leading> = {}): Leading => ({
  ...{ source, low, high: low, qualifier: 'exact', words: null, label: '', asOf: at(time) },
  ...more,
});
const place = { metric: 'crowd', city: 'moscow' };
const { sources } = SAMPLE_SNAPSHOT.story;
const said = (seq: number, time: string, claim: Partial<PublishedUpdate['figures'][number]>) =>
  published(seq, 'moscow', time, '', {
    figures: [{ metric: 'crowd', source: 'reuters', state: 'counted', ...claim }],
  });

describe('an editor’s order', () => {
  test.each([
    [{}, false],
    [{ crowd: ['reuters'] }, true],
    [{ crowd: ['kind:own'] }, true],
    [{ crowd: ['police'] }, false],
    [{ 'crowd/moscow': ['police'], crowd: ['reuters'] }, false],
    [{ 'crowd/moscow': [], crowd: ['reuters'] }, true],
  ])('%j: the source was chosen: %s', (orders, chosen) => {
    expect(isPreferred(place, 'reuters', { orders, sources })).toBe(chosen);
  });
});

describe('a range', () => {
  const far = [figure('police', 4_000, '11:40'), figure('organisers', 50_000, '12:30')] as const;

  test('leads where sources are two or more times apart at one moment', () => {
    expect(leadingRange({ range: far }, false)).toEqual(far);
  });
  test('does not where an editor prefers a source', () => {
    expect(leadingRange({ range: far }, true)).toBeNull();
  });
  test('does not where they are less than two times apart', () => {
    const near = [figure('police', 4_000, '11:40'), figure('organisers', 7_999, '12:30')] as const;
    expect(leadingRange({ range: near }, false)).toBeNull();
    const twice = [figure('police', 4_000, '11:40'), figure('organisers', 8_000, '12:30')] as const;
    expect(leadingRange({ range: twice }, false)).toEqual(twice);
  });
  test('does not of figures more than two hours apart', () => {
    const [weak] = far;
    expect(leadingRange({ range: [weak, figure('organisers', 50_000, '13:41')] }, false)).toBeNull();
    expect(leadingRange({ range: [weak, figure('organisers', 50_000, '13:40')] }, false)).not.toBeNull();
  });
});

describe('a crowd now', () => {
  const leading = figure('reuters', 40_000, '12:35');
  const current = figure('reuters', 20_000, '13:00', { qualifier: 'about' });

  test('is the latest estimate of who gave the peak, whatever updates the page has', () => {
    expect(crowdNow({ leading, current }, Date.parse(at('14:30')))).toBe(current);
  });
  test('is nothing after 90 minutes, and nothing where the peak is the latest', () => {
    expect(crowdNow({ leading, current }, Date.parse(at('14:31')))).toBeNull();
    expect(crowdNow({ leading, current: leading }, Date.parse(at('12:40')))).toBeNull();
    expect(crowdNow({ leading }, Date.parse(at('12:40')))).toBeNull();
  });
  test('of the whole story is that of who claims it', () => {
    const { source: _, ...said } = leading;
    const claimed = {
      ...({ type: 'gauge', citySum: null, citySumExceedsClaim: false, leading } as const),
      storyWide: { reuters: { ...said, current } },
    };
    expect(claimOf(claimed)).toMatchObject({ current: { low: 20_000 } });
  });
});

describe('a pinned figure', () => {
  const totals = (low: number) => ({
    ...SAMPLE_SNAPSHOT.totals,
    metrics: {
      crowd: {
        ...(SAMPLE_SNAPSHOT.totals.metrics['crowd'] ?? ({} as never)),
        cities: { moscow: { leading: figure('reuters', low, '13:00'), range: null } },
      },
    },
  });
  const pinned = said(2, '12:00', { value: 1_090 });
  const [claim] = pinned.figures;

  test('that moved on says what its source says since', () => {
    expect(claim && sinceThen(claim, pinned, totals(2_501))).toMatchObject({ low: 2_501 });
  });
  test('that still holds says nothing', () => {
    expect(claim && sinceThen(claim, pinned, totals(1_090))).toBeNull();
  });
});

describe('a sum in words', () => {
  const sum = (low: number, high: number | null, qualifier: Leading['qualifier']) => {
    const words = rounded(figure('city-sum', low, '12:00', { high, qualifier }));
    return [words.low, words.high];
  };
  test('is rounded down above a thousand', () => {
    expect(sum(571, null, 'at_least')).toEqual([571, null]);
    expect(sum(106_924, null, 'at_least')).toEqual([106_000, null]);
    expect(sum(1_239, 1_239, 'about')).toEqual([1_230, 1_230]);
  });
  test('holds its upper end too, and stands as it is where every part is exact', () => {
    expect(sum(10_240, 22_341, 'range')).toEqual([10_200, 22_400]);
    expect(sum(2_501, 2_501, 'exact')).toEqual([2_501, 2_501]);
  });
});
