import { Injectable } from '@nestjs/common';
import type { City } from '#contract/story';
import type { StoryMap } from '#pages/city-map';
import { drawMap } from '#pages/story-map';

const MOST_HELD = 50;

/** Maps of stories: each drawn once for its cities. */
@Injectable()
export class StoryMaps {
  private readonly held = new Map<string, StoryMap | null>();

  get(cities: readonly City[]): StoryMap | null {
    const key = cities.map(({ id, lat, lon }) => `${id} ${lat} ${lon}`).join();
    const map = this.held.has(key) ? (this.held.get(key) ?? null) : drawMap(cities);
    this.held.delete(key);
    this.held.set(key, map);
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_HELD && oldest !== undefined) this.held.delete(oldest);
    return map;
  }
}
