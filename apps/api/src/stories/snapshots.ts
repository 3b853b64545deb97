import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import { JournalReader } from '#journal/read/journal-reader';
import { LiveReader } from '#live/live-reader';
import { unknownCity } from '../http/query.js';
import { SharedBody } from '../http/shared-body.js';
import { Positions } from './positions.js';

/** A snapshot made once for its position, and its bytes. */
export interface BuiltSnapshot {
  readonly snapshot: Snapshot;
  readonly body: SharedBody;
}

/** Snapshots kept: the whole story's and its cities', for the stories asked for last. */
const KEPT = 1_000;

/** Snapshots by story and city, built once per position and shared by everyone who asks. */
@Injectable()
export class Snapshots {
  private readonly built = new Map<string, Promise<BuiltSnapshot>>();
  private readonly building = new Map<string, Promise<BuiltSnapshot>>();

  constructor(
    private readonly positions: Positions,
    private readonly live: LiveReader,
    private readonly journal: JournalReader,
  ) {}

  /** The story as it is after this call. Throws CodedError `story_not_found`, `unknown_city`. */
  async get(story: string, city?: string): Promise<BuiltSnapshot> {
    const wanted = await this.positions.current(story);
    const key = `${story} ${city ?? ''}`;
    const held = await this.built.get(key)?.catch(() => undefined);
    if (held && isAt(held.snapshot.position, wanted)) return held;
    return this.building.get(at(key, wanted)) ?? this.build(key, wanted, { story, city });
  }

  private build(key: string, wanted: Position, of: { story: string; city?: string }): Promise<BuiltSnapshot> {
    const building = this.read(wanted, of)
      .then((snapshot) => encoded(snapshot, of.city))
      .finally(() => this.building.delete(at(key, wanted)));
    this.building.set(at(key, wanted), building);
    this.keep(key, building);
    return building;
  }

  private async read(wanted: Position, { story, city }: { story: string; city?: string }): Promise<Snapshot> {
    const live = city === undefined ? await this.live.snapshot(story).catch(() => null) : null;
    const snapshot = live && isAt(live.position, wanted) ? live : await this.journal.snapshot(story, city);
    if (!snapshot) throw new CodedError('story_not_found', `There is no story ${story}.`);
    if (city !== undefined && !snapshot.story.cities.some(({ id }) => id === city))
      throw unknownCity(story, city);
    this.positions.reached(story, snapshot.position);
    return snapshot;
  }

  private keep(key: string, building: Promise<BuiltSnapshot>): void {
    this.built.delete(key);
    this.built.set(key, building);
    const oldest = this.built.keys().next().value;
    if (this.built.size > KEPT && oldest !== undefined) this.built.delete(oldest);
  }
}

const at = (key: string, { epoch, seq }: Position): string => `${key} ${epoch} ${seq}`;

/** At the position or past it. */
const isAt = (held: Position, wanted: Position): boolean =>
  held.epoch === wanted.epoch && held.seq >= wanted.seq;

function encoded(snapshot: Snapshot, city: string | undefined): BuiltSnapshot {
  const { epoch, seq } = snapshot.position;
  const etag = `W/"${epoch}.${seq}.${city ?? ''}"`;
  return { snapshot, body: new SharedBody(Buffer.from(JSON.stringify(snapshot)), etag) };
}
