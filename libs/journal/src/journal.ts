import type { DataSource } from 'typeorm';
import { StoryQueue } from './append/story-queue.js';
import type { Answer, Write } from './append/decide-writes.js';
import { DatabaseClock } from './database-clock.js';
import type { Doorbell } from './doorbell.js';

/** Stories whose state this process keeps in memory: the one it wrote to longest ago makes room. */
const STORIES_KEPT = 64;

/** The append-only, numbered record of every story. */
export class Journal {
  private readonly queues = new Map<string, StoryQueue>();
  private readonly clock = new DatabaseClock();

  constructor(
    private readonly database: DataSource,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Decides and records one write; resolves after COMMIT. A repeat of the same key and hash resolves to the original
   * receipt. Rejects with CodedError: what the story does not allow, `busy`, `unavailable`, or `outcome_unknown`.
   */
  append(story: string, write: Write): Promise<Answer> {
    return this.queueOf(story).submit(write);
  }

  private queueOf(story: string): StoryQueue {
    const queue =
      this.queues.get(story) ??
      new StoryQueue(this.database, story, { clock: this.clock, doorbell: this.doorbell });
    this.queues.delete(story);
    this.queues.set(story, queue);
    for (const [id, old] of this.queues) {
      if (this.queues.size <= STORIES_KEPT) break;
      if (old.idle) this.queues.delete(id);
    }
    return queue;
  }
}
