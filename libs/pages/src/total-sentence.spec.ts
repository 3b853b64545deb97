import { SAMPLE_SNAPSHOT } from './fixtures/sample-story.js';
import { CATALOGUES } from './languages.js';
import { beginReading, NO_BACKGROUND } from './reading.js';
import { sentenceOf, sumSentence } from './total-sentence.js';

const reading = beginReading(SAMPLE_SNAPSHOT, NO_BACKGROUND);
const { words } = CATALOGUES.en;
const { story, totals } = SAMPLE_SNAPSHOT;
const moscow = totals.metrics['crowd']?.cities['moscow'] ?? ({} as never);

describe('a total as a sentence', () => {
  test('gives a range the times of its own ends, not of the source that leads', () => {
    const [police, organisers] = moscow.range ?? ([] as never);
    const apart = { ...moscow, range: [police, { ...organisers, asOf: '2021-01-23T11:50:00Z' }] as const };
    const said = (here: typeof moscow) =>
      sentenceOf(words, reading, { metric: 'crowd', city: 'moscow' }, here);
    const range = "Moscow: Crowd: 4,000 (Interior Ministry / police) to 50,000 (Navalny's team), peak,";
    expect(said(moscow)).toBe(`${range} 14:40 Moscow time.`);
    expect(said(apart)).toBe(`${range} 14:40–14:50 Moscow time.`);
  });

  test('says of what the cities add up to what is counted, and of when', () => {
    const sum = totals.metrics['arrests']?.citySum ?? ({} as never);
    expect(sumSentence(words, story, 'arrests', sum)).toBe(
      'Detentions, by city so far: at least 571 in 14 cities, 08:20–16:55 Moscow time.',
    );
  });
});
