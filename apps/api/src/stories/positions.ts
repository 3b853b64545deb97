import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import { JournalReader } from '#journal/read/journal-reader';
import { LiveReader } from '#live/live-reader';
import { coalesced } from './coalesced.js';

/** Where stories are, from Redis while it can tell, else from Postgres. Never lower than what was said before. */
@Injectable()
export class Positions {
  private readonly reads = new Map<string, () => Promise<Position>>();
  private readonly floors = new Map<string, Position>();

  constructor(
    private readonly live: LiveReader,
    private readonly journal: JournalReader,
  ) {}

  /** The story's position, read after this call. Throws CodedError `story_not_found`. */
  async current(story: string): Promise<Position> {
    const read = this.reads.get(story) ?? coalesced(() => this.read(story));
    this.reads.set(story, read);
    try {
      return await read();
    } catch (error) {
      this.reads.delete(story); // names that nobody opened must not pile up
      throw error;
    }
  }

  /** As `current`, from the journal itself when that is not at `seq` yet: Redis may be a moment behind a receipt. */
  async reaching(story: string, seq: number): Promise<Position> {
    const here = await this.current(story);
    const head = here.seq < seq ? await this.journal.head(story) : null;
    if (head) this.reached(story, head);
    return head ? { epoch: head.epoch, seq: head.seq } : here;
  }

  /** What was served or acknowledged from here: nothing older is served from now on. */
  reached(story: string, { epoch, seq }: { epoch: string; seq: number | null }): void {
    const floor = this.floors.get(story);
    if (seq !== null && !(floor?.epoch === epoch && floor.seq >= seq)) this.floors.set(story, { epoch, seq });
  }

  private async read(story: string): Promise<Position> {
    const live = await this.live.head(story).catch(() => null);
    const floor = this.floors.get(story);
    const isFresh = live && (!floor || (floor.epoch === live.epoch && live.seq >= floor.seq));
    const head = isFresh ? live : await this.journal.head(story);
    if (!head) throw new CodedError('story_not_found', `There is no story ${story}.`);
    this.reached(story, head);
    return { epoch: head.epoch, seq: head.seq };
  }
}
