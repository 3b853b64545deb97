import type { Position } from '#contract/snapshot';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { FreshRun } from '../source/fresh-run.js';
import { type EncodedSnapshot, isAtLeast, type StorySource } from '../source/story-source.js';

const MOST_CITIES = 64;

/** A story's snapshots, one per city and one of the whole: read and encoded once per position, shared by everyone. */
export class SnapshotShelf {
  private readonly places = new Map<string | undefined, Place>();

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
    this.place(undefined).held = snapshot;
  }

  private place(city: string | undefined): Place {
    const known = this.places.get(city);
    if (known) return known;
    const place: Place = { held: null, wanted: null, read: new FreshRun(() => this.read(city, place)) };
    this.places.set(city, place);
    const oldest = this.places.keys().next();
    if (this.places.size > MOST_CITIES && !oldest.done) this.places.delete(oldest.value);
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
