import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { PublishedUpdate } from '#contract/update';
import { SAMPLE_ASSETS, SAMPLE_SNAPSHOT } from './fixtures/sample-story.js';
import { published } from './fixtures/sample-updates.js';
import { CATALOGUES } from './languages.js';
import { renderStoriesPage } from './stories-page.js';
import { renderStoryPage, type StoryPage } from './story-page.js';

const NOW = Date.parse('2021-01-23T14:05:00Z');
const origin = 'https://live.example.org';
const page = (more: Partial<StoryPage> = {}) =>
  renderStoryPage(
    { snapshot: SAMPLE_SNAPSHOT, origin, assets: SAMPLE_ASSETS, now: NOW, ...more },
    CATALOGUES.en,
  );
const withUpdates = (...updates: PublishedUpdate[]): Snapshot => ({ ...SAMPLE_SNAPSHOT, updates, pins: [] });
/** The text of one entry, without its marks. */
function entry(html: string, id: string): string {
  const article = new RegExp(`<article id="${id}"[\\s\\S]*?</article>`).exec(html)?.[0] ?? '';
  return article
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
function data(html: string) {
  const found = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  return JSON.parse(found) as Record<string, unknown> & { liveBlogUpdate: Record<string, unknown>[] };
}

describe('a reader without JavaScript', () => {
  const html = page();

  test('sees the whole story: totals, pins, key events, updates', () => {
    for (const words of ['1,090', 'at least 571', 'More than a thousand detained', 'Field of Mars'])
      expect(html).toContain(words);
    expect(html.match(/<article /g)).toHaveLength(18);
  });

  test('is told whose figure it is, and of when, on the clock of the story', () => {
    expect(html).toMatch(/according to OVD-Info, <time datetime="2021-01-23T13:59:00Z">16:59 Moscow time/);
  });

  test('sees the by-city sum beside the claim, named as such', () => {
    expect(html).toMatch(/By city so far: at least 571 in 14 cities<\/b>.*08:20.*–.*16:55 Moscow time/);
    expect(html).toContain('never added together');
  });

  test('is told of a sum that stands alone where it comes from, and in which cities sources contradict each other', () => {
    const { crowd, ...metrics } = SAMPLE_SNAPSHOT.totals.metrics;
    const alone = crowd?.citySum && { ...crowd.citySum, source: 'city-sum' };
    const arrests = crowd && alone && { ...crowd, storyWide: {}, leading: alone };
    const totals = { ...SAMPLE_SNAPSHOT.totals, metrics: { ...metrics, ...(arrests && { arrests }) } };
    const card = /id="metric-arrests"[\s\S]*?<\/section>/.exec(
      page({ snapshot: { ...SAMPLE_SNAPSHOT, totals } }),
    )?.[0];
    expect(card).toContain('href="/stories/ru-2021-01-23/figures/arrests"');
    expect(card?.replaceAll('&#39;', "'")).toContain(
      "Sources are far apart: Moscow, 4,000 (Interior Ministry / police) to 50,000 (Navalny's team)",
    );
  });

  describe('is shown of a metric what the desk decided', () => {
    const { story, totals } = SAMPLE_SNAPSHOT;
    const crowd = totals.metrics['crowd'];
    const shown = (presentation: StoryView['presentation'], more: object = {}) =>
      page({ snapshot: { ...SAMPLE_SNAPSHOT, story: { ...story, presentation }, ...more } });

    test('of a crowd no sum by city, as usual, but the strongest city and every city’s own', () => {
      expect(crowd?.citySum?.label).toBeTruthy();
      expect(html).not.toContain('97,2');
      expect(html).toMatch(/Crowd, peak<\/h3><div class="total"><p class="where">Moscow/);
      const all = shown({ crowd: { shows: 'city_sum', sumSuspended: false } });
      expect(all).toContain('By city so far: at least 97,200 in 27 cities</b>');
    });

    test('no sum by city while it is suspended, and that it is being checked', () => {
      const suspended = shown({ arrests: { shows: 'city_sum', sumSuspended: true } });
      expect(suspended).not.toContain('571');
      expect(suspended).toContain('1,090');
      expect(suspended).toContain('are being checked before we add them up again');
    });

    test('nothing at all of what is for the desk only', () => {
      const desk = shown({ arrests: { shows: 'desk', sumSuspended: false } });
      expect(desk).not.toContain('1,090</b>');
      expect(entry(desk, 'u-update-79')).not.toContain('more than 30 detentions, according');
    });
  });

  test('sees who says otherwise under the figure of the source that editors prefer, and of when', () => {
    const preferred = page({ background: { orders: { crowd: ['reuters'] }, why: {} } });
    expect(preferred).toMatch(/<b>at least 40,000<\/b> <span class="of">people/);
    expect(preferred).toContain("police: about 4,000 (14:40); Navalny's team: more than 50,000 (14:40)");
  });

  test('sees the range lead where nobody is preferred and sources are far apart', () => {
    expect(html).toContain("<b>4,000 (Interior Ministry / police) to 50,000 (Navalny's team)</b>");
    expect(html).toContain('<p class="range">Reuters reporters: at least 40,000 (15:35)</p>');
  });

  test('is told where each number comes from, one tap away', () => {
    expect(html).toContain('href="/stories/ru-2021-01-23/figures/arrests"');
    expect(html).toContain('href="/stories/ru-2021-01-23/figures/crowd/perm"');
  });

  test('reads each moment on the clocks of its city, and the order of the story beside it', () => {
    expect(entry(html, 'u-update-79')).toMatch(/^18:55 Chelyabinsk · 16:55 Moscow time/);
    expect(entry(html, 'u-update-55')).toMatch(/^15:35 Moscow Key event/);
  });

  test('sees both times of a report that came late', () => {
    expect(entry(html, 'u-update-78')).toMatch(/^14:30 Yakutsk · 08:30 Moscow time · reached us at 22:52/);
  });

  test('sees what was corrected, and when', () => {
    expect(entry(html, 'u-update-20')).toContain(
      'Corrected 14:24 The crowd was about 500, not 5,000 as first posted.',
    );
  });

  test('sees of a retracted update a struck line with the reason, and no body', () => {
    expect(entry(html, 'u-update-70')).toBe(
      '16:30 An update from Saint PetersburgWithdrawn 16:50 The count of 900 detentions was of the whole country, not of this city.',
    );
  });

  test('sees labels inside the entry', () => {
    expect(entry(html, 'u-update-20')).toContain('Simulated invented for a demonstration');
    expect(entry(html, 'u-update-68')).toContain('Not confirmed');
  });

  test('reads figures in words, and which are not counted', () => {
    expect(entry(html, 'u-update-79')).toContain(
      'more than 30 detentions, according to Interior Ministry / police (at 17:30)',
    );
    expect(entry(html, 'u-update-48')).toContain(
      "9,000 detentions, according to Navalny's team (not counted",
    );
  });

  test('reaches older updates, any city and every key event by plain links', () => {
    expect(html).toContain('href="/stories/ru-2021-01-23?before=2021-01-23T02:40:00Z_8" rel="next"');
    expect(html).toContain('href="/stories/ru-2021-01-23/perm"');
    expect(html).toContain('href="#u-update-55"');
    expect(html).toContain('href="/stories/ru-2021-01-23?update=update-3#u-update-3"');
  });

  test('is not told that the page is live', () => {
    expect(html).toContain('data-state="printed"');
  });
});

test('B18 B19: a page executes and styles nothing inline, and loads nothing from elsewhere', () => {
  const html = page();
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<img|<iframe/);
  expect(html.match(/<script(?! type="application\/ld\+json")[^>]*>/g)).toEqual([
    '<script type="module" src="/assets/story.js">',
  ]);
  expect(html).not.toMatch(/<(script|link)[^>]*(src|href)="(?:https?:)?\/\/(?!live\.example\.org)/);
});

test('a story of the United States speaks of arrests', () => {
  const cities = [{ id: 'x', name: 'X', country: 'US', lat: 0, lon: 0, timeZone: 'America/New_York' }];
  const html = page({ snapshot: { ...SAMPLE_SNAPSHOT, story: { ...SAMPLE_SNAPSHOT.story, cities } } });
  expect(html).toContain('>Arrests<');
  expect(html).not.toContain('>Detentions<');
});

describe('a page of one city', () => {
  const html = page({ city: 'moscow' });

  test("leads with the city's own figures and keeps the whole story's beside them", () => {
    expect(html).toMatch(/<p class="where">Moscow<\/p><p class="value"><b>about 60/);
    expect(html).toContain('<p class="where">All cities</p>');
  });

  test('has its own address and its filter chosen', () => {
    expect(html).toContain(
      '<link rel="canonical" href="https://live.example.org/stories/ru-2021-01-23/moscow"',
    );
    expect(html).toMatch(/<option selected value="moscow"|<option value="moscow" selected/);
    expect(html).toContain('<a href="/stories/ru-2021-01-23">All cities</a>');
  });
});

test('a page of older updates shows those, ways back and on, and does not go live', () => {
  const older = published(1, 'moscow', '01:00', 'The first of the day.');
  const html = page({ page: { updates: [older], olderHref: '/stories/x?before=1' } });
  expect(html).toContain('The first of the day.');
  expect(html).not.toContain('Field of Mars');
  expect(html).toContain('Newest updates');
  expect(html).toContain('href="/stories/x?before=1" rel="next"');
  expect(html).not.toContain('story.js');
});

test('a moment on another day than the story says which day it is there', () => {
  const html = page({ snapshot: withUpdates(published(1, 'petropavlovsk-kamchatsky', '20:10', 'Late.')) });
  expect(entry(html, 'u-update-1')).toMatch(/^24 Jan, 08:10 Petropavlovsk-Kamchatsky · 23:10 Moscow time/);
});

describe('what search engines are given', () => {
  test('is the story as LiveBlogPosting, beginning on its own day whatever is posted', () => {
    const found = data(page());
    expect(found).toMatchObject({
      '@type': 'LiveBlogPosting',
      url: 'https://live.example.org/stories/ru-2021-01-23',
      coverageStartTime: '2021-01-23T00:00:00+03:00',
    });
    expect(found.coverageEndTime).toBeUndefined();
  });

  test('has no retracted update, and says of an invented one that it is', () => {
    const updates = data(page()).liveBlogUpdate;
    expect(updates).toHaveLength(14);
    expect(JSON.stringify(updates)).not.toContain('update-70');
    expect(updates.find((update) => String(update['@id']).endsWith('update-20'))).toMatchObject({
      articleBody: 'Simulated: About 500 people have begun to rally in Irkutsk.',
    });
  });
});

describe('hostile words', () => {
  const CORPUS = [
    '<script>alert(1)</script>',
    '</script><script>alert(1)</script>',
    '</title></head><body onload=alert(1)>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '<!--<script>',
    '{{constructor.constructor("alert(1)")()}}',
    'javascript:alert(1)',
    '\u2028alert(1)\u2029',
    "$& $` $'",
  ];
  const everywhere = (words: string) => {
    const { story } = SAMPLE_SNAPSHOT;
    const update = published(1, 'moscow', '12:00', words, {
      headline: words,
      byline: words,
      correctionNote: words,
      figures: [{ metric: 'crowd', source: 'mbk', value: 5, state: 'counted' }],
      evidence: [{ url: words }, { quote: words }, { url: `javascript:alert(1)//${words}` }],
    });
    const cities = story.cities.map((city) => ({ ...city, name: words }));
    const sources = story.sources.map((source) => ({ ...source, name: words }));
    const whatWeKnow = [{ id: 'first', heading: words, text: words }];
    const hostile = { ...story, title: words, standfirst: words, cities, sources, whatWeKnow };
    return page({ snapshot: { ...withUpdates(update), story: hostile } });
  };
  /** Names of elements and attributes, in order: what the page is made of beside words. */
  const make = (html: string) =>
    [...html.matchAll(/<([a-z!/][^\s>]*)((?:\s+[\w-]+(?:="[^"]*")?)*)/gi)].map(
      ([, name, attributes]) => `${name}${attributes?.replaceAll(/="[^"]*"/g, '')}`,
    );

  test.each(CORPUS)('B17: are inert in every place: %j', (words) => {
    const html = everywhere(words);
    expect(make(html)).toEqual(make(everywhere('harmless')));
    expect(html).not.toContain('href="javascript:');
    expect(data(html).headline).toBe(words);
    expect(data(html).liveBlogUpdate[0]?.headline).toBe(words);
  });
});

describe('the list of live blogs', () => {
  const list = (stories: Parameters<typeof renderStoriesPage>[0]['stories']) =>
    renderStoriesPage({ stories, origin, assets: SAMPLE_ASSETS }, CATALOGUES.en);

  test('names each with what it is about', () => {
    const html = list([{ ...SAMPLE_SNAPSHOT.story, updates: 78 }]);
    expect(html).toContain('href="/stories/ru-2021-01-23"');
    expect(html).toContain('78 updates');
  });

  test('of an empty newsroom says how to open the first story', () => {
    expect(list([])).toContain('<a href="/desk">');
    expect(list([])).toContain('curl -X PUT https://live.example.org/v1/stories/my-story');
  });
});
