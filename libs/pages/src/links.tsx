import type { PhotoSize } from '#contract/media';

const WEB = ['http:', 'https:'];

/** The address as a link may use it; null unless it is absolute, without a user name, and of an allowed scheme. */
function allowed(address: string, schemes: readonly string[]): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, href } = new URL(address);
  return schemes.includes(protocol) && !username && !password ? href : null;
}

/** http and https. */
export const webAddress = (address: string) => allowed(address, WEB);
/** http, https and mailto: what a text may link to. */
export const textAddress = (address: string) => allowed(address, [...WEB, 'mailto:']);

export function hostOf(address: string): string {
  return new URL(address).host.replace(/^www\./, '');
}

/** What an address of a story says beside its name; what is undefined is left out. */
export interface Way {
  readonly city?: string | undefined;
  readonly lang?: string | undefined;
  readonly keyEvents?: 'true' | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Leads to the page that holds it. */
  readonly update?: string | undefined;
}

/** `/stories/ru-2021-01-23/moscow?lang=ru`. */
export function storyHref(story: string, way: Way = {}): string {
  const { city, lang, keyEvents, before, after, update } = way;
  const query = Object.entries({ before, after, update, keyEvents, lang }).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`,
  );
  const place = city === undefined ? '' : `/${encodeURIComponent(city)}`;
  return `/stories/${encodeURIComponent(story)}${place}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Where a total comes from: what counts now, and every change. */
export function figureHref(story: string, metric: string, { city, lang, before }: Way = {}): string {
  const place = city === undefined ? '' : `/${encodeURIComponent(city)}`;
  const query = storyHref('', { before, lang }).slice('/stories/'.length);
  return `/stories/${encodeURIComponent(story)}/figures/${encodeURIComponent(metric)}${place}${query}`;
}

export const photoHref = (story: string, photo: string, size: PhotoSize): string =>
  `/media/${encodeURIComponent(story)}/${encodeURIComponent(photo)}/${size}.webp`;

/** The page for an API address of older or newer updates: the same place and filters. */
export function pageHref(story: string, address: string, lang?: string): string {
  const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
  const said = (name: string) => query.get(name) ?? undefined;
  const keyEvents = query.get('keyEvents') === 'true' ? 'true' : undefined;
  return storyHref(story, {
    ...{ city: said('city'), before: said('before'), after: said('after') },
    ...{ keyEvents, lang },
  });
}

export const entryId = (update: string) => `u-${update}`;

/** An update's own address: it holds whatever page the update is on by then. */
export const updateHref = (story: string, update: string, way: Way = {}): string =>
  `${storyHref(story, { ...way, update })}#${entryId(update)}`;
