import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoAzimuthalEqualArea, geoCentroid, geoDistance, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { City } from '#contract/story';
import type { StoryMap } from './city-map.js';

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
const require = createRequire(import.meta.url);
const COARSE = require.resolve('world-atlas/countries-110m.json');
const FINE = require.resolve('world-atlas/countries-50m.json');

const WIDTH = 400;
const LOWEST = 190;
const HIGHEST = 320;
const MARGIN = 30;
/** Radians: cities nearer together than this are shown with so much land around them. */
const NARROWEST = 0.04;
/** Below this the coarse outline has corners that can be seen. */
const FINE_BELOW = 0.35;

const atlases = new Map<string, Atlas>();
function atlas(file: string): Atlas {
  const read = atlases.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as Atlas);
  atlases.set(file, read);
  return read;
}

/** The land around the cities, without tiles and without a server elsewhere; null without cities. Takes some 20 ms. */
export function drawMap(cities: readonly City[]): StoryMap | null {
  if (cities.length === 0) return null;
  const points = { type: 'MultiPoint' as const, coordinates: cities.map(({ lon, lat }) => [lon, lat]) };
  const [lon, lat] = geoCentroid(points);
  const reach = Math.max(...cities.map((city) => geoDistance([lon, lat], [city.lon, city.lat])));
  const projection = geoAzimuthalEqualArea().rotate([-lon, -lat]);
  const height = fitTo(projection, points, reach);
  projection.clipExtent([
    [0, 0],
    [WIDTH, height],
  ]);
  const path = geoPath(projection).digits(reach < FINE_BELOW ? 1 : 0);
  const { land, borders } = outlines(atlas(reach < FINE_BELOW ? FINE : COARSE));
  const places = cities.flatMap((city) => {
    const [x = 0, y = 0] = projection([city.lon, city.lat]) ?? [];
    return Number.isFinite(x) ? [[city.id, [Math.round(x), Math.round(y)] as const] as const] : [];
  });
  return {
    ...{ width: WIDTH, height, land: path(land) ?? '', borders: path(borders) ?? '' },
    places: Object.fromEntries(places),
  };
}

function outlines(topology: Atlas) {
  const { countries, land } = topology.objects;
  return { land: feature(topology, land), borders: mesh(topology, countries, (a, b) => a !== b) };
}

/** Fits the projection to the cities, and says how high the drawing is. */
function fitTo(
  projection: ReturnType<typeof geoAzimuthalEqualArea>,
  points: { readonly type: 'MultiPoint'; readonly coordinates: number[][] },
  reach: number,
): number {
  projection.fitWidth(WIDTH - 2 * MARGIN, points);
  const farthest = (WIDTH / 2 - MARGIN) / Math.max(reach, NARROWEST);
  if (!Number.isFinite(projection.scale()) || projection.scale() > farthest * 2) projection.scale(farthest);
  const path = geoPath(projection);
  const [[left, top], [right, bottom]] = path.bounds(points);
  const height = Math.round(Math.min(HIGHEST, Math.max(LOWEST, bottom - top + 2 * MARGIN)));
  const shrink = Math.min(1, (height - 2 * MARGIN) / Math.max(1, bottom - top));
  projection.scale(projection.scale() * shrink);
  const [x, y] = projection.translate();
  const middle = [(left + right) / 2, (top + bottom) / 2] as const;
  projection.translate([WIDTH / 2 + (x - middle[0]) * shrink, height / 2 + (y - middle[1]) * shrink]);
  return height;
}
