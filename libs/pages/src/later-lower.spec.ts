import type { Figure } from '#contract/figure';
import { SAMPLE_ASSETS, SAMPLE_SNAPSHOT } from './fixtures/sample-story.js';
import { CATALOGUES } from './languages.js';
import { renderStoryPage } from './story-page.js';

const { totals } = SAMPLE_SNAPSHOT;
const arrests = totals.metrics['arrests'] ?? ({} as never);
const { moscow } = arrests.cities;
const later = (low: number): Figure => ({
  ...{ low, high: low, qualifier: 'exact', words: null, label: String(low) },
  asOf: '2021-01-23T14:00:00Z',
});
/** The page without its marks, of a day on which everybody said less later. */
function page(lang: 'en' | 'ru', city?: string): string {
  const [claim] = Object.values(arrests.storyWide);
  const sums = {
    ...arrests,
    storyWide: { ...arrests.storyWide, ...(claim && { police: claim }) },
    laterLower: { 'ovd-info': later(700), police: later(600) },
    cities: { ...arrests.cities, ...(moscow && { moscow: { ...moscow, laterLower: later(40) } }) },
  };
  const metrics = { arrests: sums, 'arrests.journalists': sums };
  const snapshot = { ...SAMPLE_SNAPSHOT, totals: { ...totals, metrics } };
  const now = Date.parse('2021-01-23T14:05:00Z');
  const of = { snapshot, origin: 'https://live.example.org', assets: SAMPLE_ASSETS, now };
  return renderStoryPage({ ...of, ...(city && { city }) }, CATALOGUES[lang]).replaceAll(/<[^>]+>/g, ' ');
}

describe('a source that says less later', () => {
  test('stands under its higher figure, whoever claims the whole story', () => {
    const html = page('en');
    expect(html).toContain('OVD-Info later: 700 (17:00)');
    expect(html).toContain('Interior Ministry / police later: 600 (17:00)');
  });

  test('stands in the line of its city, and on the city’s own page', () => {
    expect(page('en').match(/later: 40 \(17:00\)/g)).toHaveLength(1);
    expect(page('en', 'moscow').match(/later: 40 \(17:00\)/g)).toHaveLength(2);
  });

  test('stands in the line of a metric that has no more than that', () => {
    expect(page('en')).toMatch(/detentions of journalists\s+according to OVD-Info; OVD-Info later: 700/);
  });

  test('is told of in Russian too', () => {
    expect(page('ru')).toContain('позже: 700 (17:00)');
  });
});
