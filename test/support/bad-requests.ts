import { randomUUID } from 'node:crypto';
import { anUpdate, CITIES, SOURCES } from './newsroom-people.js';
import type { Taking } from './bad-cases.js';
import { NOT } from './bad-values.js';

type Bad = readonly unknown[];

export const FIGURE = { metric: 'arrests', source: 'own', value: 5 };
export const figure = (at: string): Record<string, Bad> => ({
  [`${at}.metric`]: NOT.id,
  [`${at}.source`]: NOT.id,
  [`${at}.value`]: NOT.count,
  [`${at}.kind`]: NOT.oneOf,
  [`${at}.qualifier`]: NOT.oneOf,
  [`${at}.city`]: NOT.id,
  [`${at}.scope`]: NOT.oneOf,
  [`${at}.asOf`]: NOT.time,
  [`${at}.state`]: NOT.oneOf,
  [`${at}.confirmed`]: NOT.boolean,
  [`${at}.low`]: [...NOT.count, 3],
  [`${at}.words`]: NOT.oneOf,
});
/** Text that is none for what a story has waits at the desk: what is filed is refused for its form alone. */
const ofForm = (values: Bad): Bad =>
  values.filter((value) => typeof value !== 'string' || value.startsWith('@@') || value.length > 1_000);
const UNKNOWN_WAITS = ['metric', 'source', 'kind', 'qualifier', 'city', 'scope', 'asOf', 'words'];
const filedFigure = Object.fromEntries(
  Object.entries(figure('figures.0')).map(([path, values]) => [
    path,
    UNKNOWN_WAITS.some((field) => path.endsWith(`.${field}`)) ? ofForm(values) : values,
  ]),
);
const ofTimes = NOT.time.filter((time) => time !== '2999-01-01T00:00:00Z');
const times = { sentAt: '2021-01-23T12:00:00Z', publishAt: '2021-01-23T12:00:00Z' };
const OPTIONAL_PLACEMENT = [
  ...['text', 'figures', 'occurredAt', 'publishAt', 'story', 'atOnce', 'add', 'cities', 'sources'],
];
const FIGURE_FIELDS = [
  'kind',
  'qualifier',
  'city',
  'scope',
  'asOf',
  'state',
  'confirmed',
  'low',
  'words',
  'value',
];
const content = {
  ...{
    byline: NOT.text,
    headline: NOT.text,
    text: NOT.filledText,
    keyEvent: NOT.boolean,
    confirmed: NOT.boolean,
  },
  ...{
    labels: [...NOT.list, ['x'], [null]],
    evidence: [...NOT.list, [null], [5]],
    figures: [...NOT.list, [null], [5]],
  },
  ...{
    'evidence.0.url': NOT.url,
    'evidence.0.quote': NOT.filledText,
    'figures.0': NOT.object,
    ...figure('figures.0'),
  },
};
export const OPTIONAL = [
  'city',
  'byline',
  'headline',
  'keyEvent',
  'confirmed',
  'labels',
  'evidence',
  'url',
  'quote',
  ...FIGURE_FIELDS,
];
export const evidence = [{ url: 'https://example.org/', quote: 'Seen.' }];
const requestId = NOT.uuid;
const PLACE = (at: string): Record<string, Bad> => ({
  [`${at}city`]: NOT.name.filter((each) => each !== null),
  [`${at}expiresAt`]: NOT.time.filter((each) => each !== null && each !== '2999-01-01T00:00:00Z'),
});
const KNOWN = { id: 'deaths', heading: 'Nobody was killed', text: 'Hospitals say so.' };
export const at = { receivedAt: '2021-01-23T12:00:00Z' };
export const decided = { decidedAt: '2021-01-23T11:00:00Z' };

/** Every address that takes a body, about an update that is there. */
export function taking(update: string): Taking[] {
  const own = () => ({ requestId: randomUUID() });
  return [
    {
      ...{ method: 'PUT', path: '' },
      body: { title: 'A day', timeZone: 'Europe/Moscow', cities: CITIES, sources: SOURCES },
      bad: {
        ...{
          title: NOT.filledText,
          standfirst: NOT.text,
          timeZone: NOT.zone,
          cities: NOT.list,
          sources: NOT.list,
        },
        date: [...NOT.time.filter((time) => time !== '2021-01-23'), '2021-02-31'],
        metrics: [...NOT.list, [], {}, { arrests: 'number' }, { counts: 'gauge' }, { 'a/b': 'gauge' }],
        ...{ 'cities.0': NOT.object, 'cities.0.id': NOT.name, 'cities.0.name': NOT.filledText },
        ...{ 'cities.0.country': [...NOT.text, '', 'ZZ'], 'cities.0.timeZone': NOT.zone },
        ...{ 'cities.0.lat': [null, '5', 91, true, []], 'cities.0.lon': [null, '5', 181, true, []] },
        ...{
          'cities.0.population': NOT.count.filter((value) => value !== null),
          'sources.0.id': [...NOT.name, 'city-sum'],
        },
        'cities.0.geonameId': NOT.count.filter((value) => value !== null),
        ...{ 'sources.0.kind': NOT.oneOf, 'sources.0.name': NOT.filledText },
      },
      optional: ['standfirst', 'date', 'metrics', 'population', 'geonameId'],
    },
    {
      ...{ method: 'PUT', path: '/introduction' },
      body: { ...own(), title: 'A day', standfirst: 'Rallies.', whatWeKnow: [KNOWN] },
      bad: {
        ...{ requestId, title: NOT.filledText, standfirst: NOT.filledText.filter((each) => each !== null) },
        ...{ whatWeKnow: [...NOT.list, [5], [null], [KNOWN, KNOWN]], 'whatWeKnow.0': NOT.object },
        ...{ 'whatWeKnow.0.id': NOT.name, 'whatWeKnow.0.heading': NOT.filledText },
        'whatWeKnow.0.text': NOT.filledText,
      },
    },
    {
      ...{ method: 'POST', path: '/updates' },
      body: { ...anUpdate(), evidence, figures: [FIGURE] },
      bad: {
        ...{ ...content, ...filedFigure, 'figures.0.low': NOT.count, id: NOT.uuid, city: ofForm(NOT.id) },
        occurredAt: ofTimes,
        ...{ sentAt: ofTimes, publishAt: ofTimes },
      },
      optional: [...OPTIONAL, 'sentAt', 'publishAt'],
    },
    {
      ...{ method: 'PUT', path: `/filings/${update}`, body: { content: { text: 'Half' } } },
      bad: { content: NOT.object },
    },
    {
      ...{ method: 'POST', path: `/filings/${update}/submission`, body: { ...own(), ...times } },
      bad: { requestId, sentAt: ofTimes, publishAt: ofTimes, embargoUntil: ofTimes },
      optional: ['sentAt', 'publishAt', 'embargoUntil'],
    },
    {
      ...{ method: 'POST', path: `/filings/${update}/publication` },
      body: { ...own(), text: 'Words.', figures: [FIGURE], evidence },
      bad: {
        ...{ ...content, ...filedFigure, 'figures.0.low': NOT.count, requestId, city: ofForm(NOT.id) },
        ...{ occurredAt: ofTimes, publishAt: ofTimes, story: NOT.name, atOnce: NOT.boolean, add: NOT.object },
        ...{ 'add.cities': [...NOT.list, [null]], 'add.sources': [...NOT.list, [null]] },
      },
      optional: [...OPTIONAL, ...OPTIONAL_PLACEMENT],
    },
    ...['sending-back', 'discarding'].map((what) => ({
      ...{ method: 'POST', path: `/filings/${update}/${what}`, body: { ...own(), note: 'Which city?' } },
      bad: { requestId, note: NOT.filledText },
      ...(what === 'discarding' ? { optional: ['note'] } : {}),
    })),
    {
      ...{ method: 'PUT', path: '/desk-settings' },
      body: { review: 'none', trusted: [], delay: 0, cityDelays: {} },
      bad: {
        ...{ review: NOT.oneOf, trusted: [...NOT.list, [5], [null]], delay: [...NOT.count, 16] },
        cityDelays: [null, 5, true, 'x', [], { moscow: 16 }, { moscow: -1 }, { moscow: '5' }],
      },
    },
    {
      ...{ method: 'POST', path: `/updates/${update}/revisions` },
      body: { ...own(), text: 'Words.', evidence, figures: [FIGURE], correctionNote: 'A slip.' },
      bad: {
        ...{ ...content, requestId, city: NOT.id, occurredAt: NOT.time },
        ...{ correctionNote: NOT.filledText, silent: NOT.boolean },
      },
      optional: [...OPTIONAL, 'occurredAt', 'silent'],
    },
    {
      ...{ method: 'POST', path: `/updates/${update}/merging` },
      body: {
        ...{ ...own(), with: randomUUID(), withRevision: 1, text: 'Words.', evidence, figures: [FIGURE] },
        note: 'Two reports of one event.',
      },
      bad: {
        ...{ ...content, requestId, with: [...NOT.name, update], withRevision: [...NOT.count, 0] },
        ...{ city: NOT.id, occurredAt: NOT.time, note: NOT.filledText },
      },
      optional: [...OPTIONAL, 'occurredAt'],
    },
    {
      ...{ method: 'PUT', path: `/updates/${update}/lease`, body: { takeOverFrom: 'Vera' } },
      bad: { takeOverFrom: NOT.text },
      optional: ['takeOverFrom'],
      mayBeEmpty: true,
    },
    {
      ...{ method: 'POST', path: `/updates/${update}/retraction`, body: { ...own(), note: 'Wrong.' } },
      bad: { requestId, note: NOT.filledText },
    },
    ...[
      `/updates/${update}/restoration`,
      `/updates/${update}/erasure`,
      '/closing',
      '/reopening',
      '/opening',
      '/pausing',
      '/archiving',
    ].map((path) => ({
      ...{ method: 'POST', path, body: own(), bad: { requestId } },
    })),
    ...['PUT', 'DELETE'].map((method) => ({
      method,
      path: `/pins/${update}`,
      body: own(),
      bad: { requestId, ...(method === 'PUT' && PLACE('')) },
      optional: ['requestId', 'city', 'expiresAt'],
      mayBeEmpty: true,
    })),
    {
      ...{ method: 'PUT', path: '/board', body: { ...own(), pins: [{ update }] } },
      bad: {
        ...{ requestId, pins: [...NOT.list, [5], [null], [{ update }, { update }]] },
        ...{ 'pins.0': NOT.object, 'pins.0.update': NOT.name, ...PLACE('pins.0.') },
      },
      optional: ['city', 'expiresAt'],
    },
    {
      ...{ method: 'PUT', path: `/updates/${update}/key-event`, body: { ...own(), keyEvent: true } },
      bad: {
        ...{ requestId, keyEvent: NOT.boolean },
        headline: [...NOT.filledText.filter((each) => each !== null), 'q'.repeat(121)],
      },
      optional: ['headline'],
    },
    {
      ...{ method: 'POST', path: `/updates/${update}/rulings`, body: { ...own(), figure: 0, state: 'held' } },
      bad: { requestId, figure: [...NOT.count, 1, 200], state: NOT.oneOf },
    },
    {
      ...{ method: 'PUT', path: '/pins', body: { ...own(), order: [] } },
      bad: {
        requestId,
        order: [...NOT.list, [5], [null], [{}], ['nobody'], ['a', 'a'], ['q'.repeat(10_240)]],
      },
    },
    {
      ...{ method: 'PUT', path: '/preferences', body: { ...own(), metric: 'arrests', order: ['own'] } },
      bad: {
        ...{ requestId, metric: NOT.id, city: NOT.id },
        order: [...NOT.list, [5], [null], ['nobody'], ['kind:nobody'], ['own', 'own'], ['q'.repeat(10_240)]],
      },
      optional: ['city', 'requestId'],
    },
    {
      ...{ method: 'POST', path: '/notes', body: { id: randomUUID(), to: 'Vera', text: 'Count?' } },
      bad: { id: NOT.uuid, to: NOT.filledText, text: NOT.filledText },
    },
    {
      ...{ method: 'POST', path: `/notes/${update}/answer`, body: { text: 'Nine.' } },
      bad: { text: NOT.filledText },
    },
    { ...{ method: 'PUT', path: '/handover', body: { text: 'Nine.' } }, bad: { text: NOT.text } },
    {
      ...{ method: 'POST', path: '/updates:batch', body: { updates: [anUpdate()] } },
      bad: { updates: [...NOT.list, [], [null], [5], [[]], Array.from({ length: 101 }, () => ({}))] },
    },
    {
      ...{ method: 'POST', path: '/deliveries', body: { deliveries: [{}] } },
      bad: { deliveries: [...NOT.list, [], [null], [5], [[]], Array.from({ length: 101 }, () => ({}))] },
    },
  ];
}
