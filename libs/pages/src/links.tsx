import type { PhotoSize } from '#contract/media';
import { olderAddress } from '#contract/view';

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

export function storyHref(story: string, city?: string): string {
  const filter = city === undefined ? '' : `?city=${encodeURIComponent(city)}`;
  return `/stories/${encodeURIComponent(story)}${filter}`;
}

export const photoHref = (story: string, photo: string, size: PhotoSize): string =>
  `/media/${encodeURIComponent(story)}/${encodeURIComponent(photo)}/${size}.webp`;

/** The page for an API address of older or newer updates: the same query on the story's page. */
export function pageHref(story: string, older: string): string {
  const query = older.indexOf('?');
  return `${storyHref(story)}${query < 0 ? '' : older.slice(query)}`;
}

export const entryId = (update: string) => `u-${update}`;

/** An update's place on the page whose first entry it is: for those that the newest fifty don't hold. */
export function placeHref(
  story: string,
  update: { id: string; occurredAt: string; firstSeq: number },
): string {
  const from = olderAddress(story, { ...update, firstSeq: update.firstSeq + 1 });
  return `${pageHref(story, from)}#${entryId(update.id)}`;
}
