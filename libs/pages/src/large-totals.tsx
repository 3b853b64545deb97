import type { Reading } from './reading.js';
import { claimOf, toldPlaces } from './shown-metrics.js';
import { sumSentence, wholeSentence } from './total-sentence.js';
import type { Words } from './words.js';

/** The large totals as they are now, each as a sentence without its end: for those who hear the page. */
export function largeTotals(words: Words, reading: Reading, city?: string): string[] {
  const { story, totals } = reading.snapshot;
  return toldPlaces(totals, story, city).flatMap(({ metric, city: place }) => {
    const sums = totals.metrics[metric];
    if (!sums) return [];
    const here = place === undefined ? claimOf(sums) : sums.cities[place];
    if (here)
      return [wholeSentence(words, reading, { metric, city: place ?? null }, here).replace(/\.$/, '')];
    return sums.citySum ? [sumSentence(words, story, metric, sums.citySum).replace(/\.$/, '')] : [];
  });
}
