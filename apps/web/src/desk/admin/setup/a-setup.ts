import type { FoundPlace } from '#contract/place';
import type { City, Source, StorySetup } from '#contract/story';

/** Newsrooms nearly always quote these two. */
const FIRST_SOURCES: readonly Source[] = [
  { id: 'own', kind: 'own', name: 'Our reporters' },
  { id: 'police', kind: 'official', name: 'Police' },
];
const LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts' },
  ...{ ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
};

/** A new live blog as it is first shown: today, on this device's clock. */
export function emptySetup(today: string, timeZone: string): StorySetup {
  return { title: '', date: today, timeZone, cities: [], sources: FIRST_SOURCES };
}

/** An id made of a name: `nizhniy-novgorod`; with a number where `taken` has it. Empty where nothing of it can be said. */
export function idOf(name: string, taken: readonly string[] = []): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[а-яё]/g, (letter) => LATIN[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  if (plain === '' || !taken.includes(plain)) return plain;
  for (let n = 2; ; n += 1) if (!taken.includes(`${plain}-${n}`)) return `${plain}-${n}`;
}

/** The setup with the place as one more city; unchanged where it is there. */
export function withPlace(setup: StorySetup, { region: _, ...place }: FoundPlace): StorySetup {
  if (setup.cities.some(({ geonameId }) => geonameId === place.geonameId)) return setup;
  const id = idOf(
    place.name,
    setup.cities.map((city) => city.id),
  );
  return { ...setup, cities: [...setup.cities, { id: id || `place-${place.geonameId}`, ...place }] };
}

/** A live blog that nobody gave a time zone keeps its first city's time. `given` is what its form began with. */
export function onFirstCitysClock(setup: StorySetup, given: string): StorySetup {
  const [first] = setup.cities;
  return first && setup.timeZone === given ? { ...setup, timeZone: first.timeZone } : setup;
}

export const withoutCity = (setup: StorySetup, { id }: City): StorySetup => ({
  ...setup,
  cities: setup.cities.filter((city) => city.id !== id),
});

export function withSource(setup: StorySetup, { name, kind }: Omit<Source, 'id'>): StorySetup {
  const taken = setup.sources.map(({ id }) => id);
  const id = idOf(name, taken) || `source-${taken.length + 1}`;
  return { ...setup, sources: [...setup.sources, { id, kind, name: name.trim() }] };
}

export const withoutSource = (setup: StorySetup, { id }: Source): StorySetup => ({
  ...setup,
  sources: setup.sources.filter((source) => source.id !== id),
});
