// What the newsroom of the screens knows beside the recorded day, and what its people wrote.
import { randomUUID } from 'node:crypto';
import { DAY } from '../../test/load/pages/visitors.mjs';

export const TONIGHT = 'moscow-tonight';
export const CLOSED = 'sakharov-rally';
export const DRAFT = 'city-council';

const CITIES = [
  { id: 'moscow', name: 'Moscow', country: 'RU', lat: 55.75, lon: 37.62, timeZone: 'Europe/Moscow' },
  { id: 'kazan', name: 'Kazan', country: 'RU', lat: 55.79, lon: 49.12, timeZone: 'Europe/Moscow' },
  { id: 'omsk', name: 'Omsk', country: 'RU', lat: 54.99, lon: 73.37, timeZone: 'Asia/Omsk' },
];
const SOURCES = [
  { id: 'own', kind: 'own', name: 'Our reporters' },
  { id: 'ovd-info', kind: 'monitor', name: 'OVD-Info' },
  { id: 'police', kind: 'official', name: 'Police' },
];
const set = { timeZone: 'Europe/Moscow', cities: CITIES, sources: SOURCES };
export const STORIES = {
  [TONIGHT]: {
    title: 'Moscow, tonight: pickets at the courts',
    standfirst: 'People queue at three courts since the morning.',
    ...set,
  },
  [CLOSED]: { title: 'A rally on Sakharov Avenue', standfirst: 'How the day went.', ...set },
  [DRAFT]: { title: 'The city council votes', ...set, status: 'draft' },
};
const RITAS = [
  { story: DAY, cities: ['moscow', 'saint-petersburg'] },
  { story: TONIGHT, cities: ['moscow', 'kazan'] },
];
export const PEOPLE = [
  { name: 'Ada', role: 'admin' },
  { name: 'Edith', role: 'editor' },
  { name: 'Rita', role: 'reporter', works: RITAS },
  { name: 'Pavel', role: 'reporter' },
];
/** Invited, and not there yet. */
export const EXPECTED = 'Boris';
export const FROZEN = 'Leo';

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const filed = (minutes, text, more = {}) => ({
  ...{ id: randomUUID(), city: 'moscow', occurredAt: minutesAgo(minutes), text, figures: [], ...more },
});
const arrests = (value, more = {}) => [{ metric: 'arrests', source: 'ovd-info', value, ...more }];

/** Of the recorded day, this evening: one live, two that wait. */
export const OF_THE_DAY = () => [
  filed(12, 'The square is empty; cleaners are at work on **Pushkin Square**.'),
  filed(9, 'Some fifty people walk from the station to the kremlin.', { city: 'kolomna' }),
  filed(5, 'A lawyer names a far higher number.', { holdWithFigures: true, figures: arrests(90_000) }),
];

export const photo = { photo: randomUUID(), alt: 'A queue at the door of a court.', credit: 'Rita' };
export const waitingPhoto = { photo: randomUUID(), alt: 'Three buses in a side street.' };

/** What readers of the evening see, the first of them first. */
export const OF_TONIGHT = () => ({
  first: filed(95, 'The first people stand at the court, one by one, with sheets of paper.', {
    headline: 'The first pickets',
    figures: arrests(12),
    evidence: [{ url: 'https://example.org/pickets', quote: 'Twelve are with us.' }],
  }),
  queue: filed(70, 'The queue reaches the corner.', { media: [photo] }),
  mistaken: filed(64, 'A bus burns.'),
  high: filed(60, 'The police give a number.', {
    figures: [{ metric: 'arrests', source: 'police', value: 100 }],
  }),
  correctable: filed(48, 'About two hundred people stand at the monument.'),
  omsk: filed(33, 'In Omsk the square is closed with tape.', { city: 'omsk' }),
});
/** What makes an editor look: a figure that leaps, one below an earlier one, the same number from two people. */
export const QUESTIONS = () => ({
  leap: filed(20, 'A channel writes of thousands.', { figures: arrests(90_000) }),
  lower: filed(15, 'The police give a lower number.', {
    figures: [{ metric: 'arrests', source: 'police', value: 60 }],
  }),
  same: [6, 5].map((minutes) =>
    filed(minutes, 'Seven are led to a bus.', {
      figures: arrests(7, { source: 'own', kind: 'new' }),
    }),
  ),
});
/** What waits: a place that nobody knows, a source that nobody knows, a figure with its words, a photo. */
export const WAITING = () => [
  filed(14, 'Some forty people stand at the station.', { city: 'kolomna' }),
  filed(13, 'A newspaper counts.', { figures: arrests(30, { source: 'gazeta' }) }),
  filed(11, 'A lawyer names a far higher number.', { holdWithFigures: true, figures: arrests(80_000) }),
  filed(8, 'Buses arrive.', { media: [waitingPhoto] }),
];
export const DELAYED = () => filed(7, 'In Omsk people go home.', { city: 'omsk' });
export const NEWS = () => filed(0, 'The court lets nobody in any more.');
export const CORRECTION = {
  text: 'About three hundred people stand at the monument.',
  figures: [],
  correctionNote: 'We counted again.',
};
export const OF_THE_RALLY = () => [
  filed(640, 'The first columns arrive from the metro.'),
  filed(600, 'The avenue is full to the ring road.', {
    headline: 'The avenue is full',
    keyEvent: true,
    figures: [{ metric: 'crowd', source: 'police', value: 12_000 }],
  }),
  filed(560, 'The speeches are over.', { figures: [{ metric: 'crowd', source: 'own', value: 20_000 }] }),
  filed(500, 'Three are led away at the metro.', { figures: arrests(3) }),
  filed(480, 'The avenue is open to cars again.', { headline: 'It is over', keyEvent: true }),
];
/** What is typed on the way through the screens. */
export const TYPED = {
  mistaken: 'It was smoke from a kitchen.',
  why: 'The words were clumsy.',
  place: 'Klin',
  live: 'Five more are led to a bus.',
  undone: 'Three buses arrive.',
  elsewhere: 'In Klin the station is closed.',
  refused: 'Somebody counts forty.',
  next: 'Two buses arrive, empty.',
  offline: 'The mobile network is gone.',
  better: 'In Omsk the square is closed with tape and a bus.',
  closer: 'In Omsk the square is closed with tape and two buses.',
  clearer: 'The first people stand at the court, one by one, with paper.',
};
export const NEWCOMERS = ['Vera', 'Nina', 'Oleg', 'Inna', 'Zoya'];
export const KNOWN = {
  title: STORIES[TONIGHT].title,
  standfirst: STORIES[TONIGHT].standfirst,
  whatWeKnow: [{ id: randomUUID(), heading: 'Where', text: 'At three courts in the centre.' }],
};
export const NOTE = { to: 'Rita', text: 'Can you count the buses at the court?' };
export const HANDOVER = 'Rita stays until midnight. The police number is disputed.';
