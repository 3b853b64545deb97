import type { Snapshot } from '#contract/snapshot';
import type { PublishedUpdate } from '#contract/update';
import { photoHref, storyHref, updateHref } from './links.js';
import { isOver } from './live-line.js';
import { firstWords, plainText } from './markdown.js';
import { cityName } from './places.js';
import { offset } from './times.js';
import type { Speech } from './speech.js';
import { capital } from './words.js';

/** The story as schema.org's LiveBlogPosting, as text that may stand inside a script element. */
export function liveBlogPosting(
  snapshot: Snapshot,
  { words, lang }: Speech,
  origin: string,
  city?: string,
): string {
  const { story, updates } = snapshot;
  const url = `${origin}${storyHref(story.id, { city, lang })}`;
  const published = updates.filter((update) => update.status === 'published');
  const newest = published.map(({ publishedAt }) => publishedAt).sort();
  return inScript({
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': url,
    url,
    inLanguage: words.language,
    headline: story.title,
    description: story.standfirst ?? undefined,
    coverageStartTime: startOf(story.date, story.timeZone),
    coverageEndTime: isOver(story) ? newest.at(-1) : undefined,
    dateModified: newest.at(-1),
    liveBlogUpdate: published.map((update) => posting(update, snapshot, { words, lang }, origin)),
  });
}

function posting(update: PublishedUpdate, { story }: Snapshot, { words, lang }: Speech, origin: string) {
  const url = `${origin}${updateHref(story.id, update.id, { lang })}`;
  const text = plainText(update.text);
  const warning = [
    update.labels.includes('simulated') ? words.simulated : '',
    update.confirmed ? '' : words.unconfirmed,
  ].filter(Boolean);
  const marked = (words: string) =>
    warning.length > 0 ? `${capital(warning.join(', ').toLowerCase())}: ${words}` : words;
  return {
    '@type': 'BlogPosting',
    '@id': url,
    url,
    headline: marked(update.headline ?? firstWords(update.text, 110)),
    articleBody: update.erased ? undefined : marked(text),
    datePublished: update.publishedAt,
    dateModified: update.correctedAt ?? undefined,
    author: update.byline === null ? undefined : { '@type': 'Person', name: update.byline },
    image: imagesIn(update, story.id, url),
    contentLocation:
      update.city === null ? undefined : { '@type': 'Place', name: cityName(story, update.city) },
  };
}

function imagesIn({ media }: PublishedUpdate, story: string, url: string): string[] | undefined {
  const photos = media.flatMap((item) => ('photo' in item ? item.photo : []));
  const addresses = photos.map((photo) => new URL(photoHref(story, photo, 'desktop'), url).href);
  return addresses.length > 0 ? addresses : undefined;
}

/** Midnight of the story's day on its own clock: it does not move with what is posted. */
function startOf(date: string | null, timeZone: string): string | undefined {
  return date === null ? undefined : `${date}T00:00:00${offset(`${date}T00:00:00Z`, timeZone)}`;
}

function inScript(data: object): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
