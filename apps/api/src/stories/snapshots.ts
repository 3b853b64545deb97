import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import { JournalReader } from '#journal/read/journal-reader';
import { LiveReader } from '#live/live-reader';
import { unknownCity } from '../http/query.js';
import { SharedBody } from '../http/shared-body.js';
import { Weight } from '../http/weight.js';
import { Positions } from './positions.js';
import { SharedAnswers } from './shared-answers.js';

/** A snapshot made once for its position, and its bytes. */
export interface BuiltSnapshot {
  readonly snapshot: Snapshot;
  readonly body: SharedBody;
  /** Of everything that was encoded of it: JSON and pages, plain and compressed. */
  readonly weight: Weight;
}

/** Encoded bytes kept: what 500 snapshots of 60 KB take with their pages. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Snapshots by story and city, built once per position and shared by everyone who asks. */
@Injectable()
export class Snapshots {
  private readonly built = new SharedAnswers<BuiltSnapshot & { position: Position }>(MOST_BYTES);

  constructor(
    private readonly positions: Positions,
    private readonly live: LiveReader,
    private readonly journal: JournalReader,
  ) {}

  /** The story as it is after this call. Throws CodedError `story_not_found`, `unknown_city`. */
  async get(story: string, city?: string): Promise<BuiltSnapshot> {
    const wanted = await this.positions.current(story);
    const whole = await this.built.get(story, wanted, () =>
      this.build(story, () => this.read(story, wanted)),
    );
    if (city === undefined) return whole;
    // Asked of what is held already: a made-up city costs no reading and takes no place.
    if (!whole.snapshot.story.cities.some(({ id }) => id === city)) throw unknownCity(story, city);
    const key = `${story} ${city}`;
    return this.built.get(key, wanted, () =>
      this.build(story, () => this.journal.snapshot(story, city), city),
    );
  }

  private async build(story: string, read: () => Promise<Snapshot | null>, city?: string) {
    const snapshot = await read();
    if (!snapshot) throw new CodedError('story_not_found', `There is no story ${story}.`);
    const { position } = snapshot;
    this.positions.reached(story, position);
    const json = Buffer.from(JSON.stringify(snapshot));
    const weight = new Weight();
    const body = new SharedBody(json, `W/"${position.epoch}.${position.seq}.${city ?? ''}"`, weight);
    return { snapshot, body, position, weight };
  }

  private async read(story: string, wanted: Position): Promise<Snapshot | null> {
    const live = await this.live.snapshot(story).catch(() => null);
    const isFresh = live?.position.epoch === wanted.epoch && live.position.seq >= wanted.seq;
    return isFresh ? live : this.journal.snapshot(story);
  }
}
