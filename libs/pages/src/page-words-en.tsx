import type { PageWords } from './page-words.js';

export const ENGLISH_PAGES: PageWords = {
  skip: 'Skip to the updates',
  home: 'Live blogs',
  noScript: 'Reload the page for the latest.',
  languages: { en: 'In English', ru: 'По-русски' },
  noStories: 'No live blogs yet',
  noStoriesWhy: 'An editor opens the first story with one request, and it appears here:',
  liveNow: 'Live now',
  closedStories: 'Closed',
  countingNow: 'What counts now',
  countingNowWhy: 'The reports that make this number what it is.',
  nothingCounts: 'No report counts at the moment.',
  howItChanged: 'How the number changed',
  shownAt: 'Shown',
  before: 'Before',
  after: 'After',
  why: 'Why',
  readUpdate: 'Read the update',
  decided: 'a decision of the desk',
  earlierChanges: 'Earlier changes',
  backToStory: 'Back to the live blog',
  nothingYet: 'No figure has been reported yet.',
  overTheDay: (heading) => `${heading} over the day`,
  chartWhy: 'Each step is a number as we showed it, by whose it is. Nothing is drawn between reports.',
  chartTable: 'The same as a table',
  problems: {
    not_found: { title: 'There is no such page', detail: 'The address may be cut short or mistyped.' },
    story_not_found: {
      title: 'There is no such live blog',
      detail: 'The address may be cut short or mistyped.',
    },
    unknown_city: {
      title: 'This live blog has no such city',
      detail: 'The address may be mistyped. All that is reported is in the live blog itself.',
    },
    unknown_metric: {
      title: 'This live blog has no such figure',
      detail: 'The figures that there are stand above its updates.',
    },
    update_not_found: {
      title: 'There is no such update in this live blog',
      detail: 'The address may be cut short or mistyped.',
    },
    unavailable: {
      title: 'The newsroom cannot answer at the moment',
      detail: 'Load the page again a little later.',
    },
  },
  toStory: (title) => `To the live blog: ${title}`,
  itsCities: 'Its cities',
};
