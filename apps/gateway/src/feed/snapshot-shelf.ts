import type { Position } from '#contract/snapshot';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { FreshRun } from '../source/fresh-run.js';
import { type EncodedSnapshot, isAtLeast, type StorySource } from '../source/story-source.js';

const MOST_CITIES = 64;

/** A story's snapshots, one of the whole and those of the cities asked for last: read and encoded once per position, shared by everyone. */
export class SnapshotShelf {
  private readonly whole = this.newPlace(undefined);
  private readonly cities = new Map<string, Place>();

  constructor(
    private readonly story: string,
    private readonly source: StorySource,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** The newest there is; not older than `atLeast` if its source is not. */
  async get(city: string | undefined, atLeast: Position): Promise<EncodedSnapshot> {
    const place = this.place(city);
    if (place.held && isAtLeast(place.held.position, atLeast)) return place.held;
    place.wanted = atLeast;
    return place.read.ask();
  }

  put(snapshot: EncodedSnapshot): void {
    this.whole.held = snapshot;
  }

  private place(city: string | undefined): Place {
    if (city === undefined) return this.whole;
    const place = this.cities.get(city) ?? this.newPlace(city);
    this.cities.delete(city); // to the end of the row: the first in it was asked for longest ago
    this.cities.set(city, place);
    const oldest = this.cities.keys().next();
    if (this.cities.size > MOST_CITIES && !oldest.done) this.cities.delete(oldest.value);
    return place;
  }

  private newPlace(city: string | undefined): Place {
    const place: Place = { held: null, wanted: null, read: new FreshRun(() => this.read(city, place)) };
    return place;
  }

  private async read(city: string | undefined, place: Place): Promise<EncodedSnapshot> {
    const { source, story } = this;
    const snapshot =
      city === undefined
        ? await source.snapshot(story, place.wanted)
        : await source.snapshotByApi(story, city);
    this.metrics.counts.snapshotsEncoded += 1;
    place.held = snapshot;
    return snapshot;
  }
}

interface Place {
  held: EncodedSnapshot | null;
  wanted: Position | null;
  readonly read: FreshRun<EncodedSnapshot>;
}
