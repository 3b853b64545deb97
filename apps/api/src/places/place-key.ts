import { inLatin } from '#domain/story/latin';

/** English has names of its own for these. */
const ENGLISH: Readonly<Record<string, string>> = {
  moskva: 'moscow',
  'sankt peterburg': 'saint petersburg',
  kiev: 'kyiv',
  varshava: 'warsaw',
  parizh: 'paris',
  zheneva: 'geneva',
};

/** What names are compared by: lower case, Latin, without accents, hyphens or apostrophes. */
export function placeKey(name: string): string {
  const plain = inLatin(name)
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[\s-]+/g, ' ')
    .trim();
  return ENGLISH[plain] ?? plain;
}
