import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { SAMPLE_SNAPSHOT } from './fixtures/sample-story.js';
import { CATALOGUES } from './languages.js';
import { BySum } from './metric-total.js';
import { beginReading, NO_BACKGROUND } from './reading.js';
import { Speaking } from './speech.js';

const hands = { onReveal: () => undefined, onCopy: () => undefined, onSort: () => undefined, copied: null };

test('what is copied of a sum says, as the page does, where a city’s sources are far apart', () => {
  const { citySum: sum } = SAMPLE_SNAPSHOT.totals.metrics['crowd'] ?? ({} as never);
  const reading = beginReading(SAMPLE_SNAPSHOT, NO_BACKGROUND);
  if (!sum) throw new Error('The sample story has no sum of crowds.');
  const props = { sum, reading, metric: 'crowd', alone: true, hands };
  const html = renderToString(h(Speaking, { value: CATALOGUES.en, children: h(BySum, props) }));
  const doubt =
    "Sources are far apart: Moscow, 4,000 (Interior Ministry / police) to 50,000 (Navalny's team)";
  expect(html).toContain(`<p class="range">${doubt}`);
  const copied = /title="([^"]*)"/.exec(html)?.[1];
  expect(copied).toMatch(/^Crowd, by city so far: at least 97,200 in 27 cities, .* Moscow time\. Sources/);
  expect(copied).toContain(doubt);
  expect(copied).toMatch(/[^.]\.$/);
});
