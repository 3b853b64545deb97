import { readFile } from 'node:fs/promises';
import path from 'node:path';
import tzLookup from '@photostructure/tz-lookup';
import type { FoundPlace } from '#contract/place';
import { placeKey } from './place-key.js';

/** Made by the build, scripts/places.mjs: name, country, region, GeoNames id, people, latitude, longitude. */
const FILE = path.resolve(import.meta.dirname, '../../../../places.tsv');
const MOST = 10;

interface Listed {
  readonly line: string;
  readonly key: string;
}

/** Where cities are found: 135,000 places, 30 MB once somebody has searched. A search takes about 10 ms. */
export class PlaceIndex {
  private loaded: Promise<readonly Listed[]> | undefined;

  /** The largest whose name begins so, then those that have it further on; at most 10. */
  async find(wanted: string): Promise<FoundPlace[]> {
    const key = placeKey(wanted);
    if (key === '') return [];
    this.loaded ??= load();
    const listed = await this.loaded;
    const begin: Listed[] = [];
    const contain: Listed[] = [];
    for (const place of listed) {
      const at = place.key.indexOf(key);
      if (at === 0 && begin.push(place) === MOST) break;
      if (at > 0 && place.key[at - 1] === ' ' && contain.length < MOST) contain.push(place);
    }
    return [...begin, ...contain].slice(0, MOST).map(({ line }) => placeOf(line));
  }
}

async function load(): Promise<readonly Listed[]> {
  const lines = (await readFile(FILE, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => ({ line, key: placeKey(line.slice(0, line.indexOf('\t'))) }));
}

function placeOf(line: string): FoundPlace {
  const [name = '', country = '', region = '', ...numbers] = line.split('\t');
  const [geonameId = 0, population = 0, lat = 0, lon = 0] = numbers.map(Number);
  return { name, country, region, geonameId, population, lat, lon, timeZone: tzLookup(lat, lon) };
}
