/** By sound, as road signs have it. */
const LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts' },
  ...{
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
    ю: 'yu',
    я: 'ya',
    і: 'i',
    ї: 'yi',
    є: 'ye',
  },
};
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
  const plain = name
    .toLowerCase()
    .replaceAll(/[а-яёіїє]/g, (letter) => LATIN[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[\p{M}'’`]/gu, '')
    .replaceAll(/[\s-]+/g, ' ')
    .trim();
  return ENGLISH[plain] ?? plain;
}
