import { Injectable } from '@nestjs/common';
import { JournalReader, type ListedStory } from '#journal/read/journal-reader';

const KEPT_MS = 1_000;

/** The stories of the newsroom: read at most once a second, and again after one was changed here. */
@Injectable()
export class StoryList {
  private read: Promise<ListedStory[]> | null = null;
  private readAt = 0;

  constructor(private readonly journal: JournalReader) {}

  get(): Promise<ListedStory[]> {
    if (this.read && Date.now() - this.readAt < KEPT_MS) return this.read;
    const read = this.journal.stories();
    this.read = read;
    this.readAt = Date.now();
    read.catch(() => {
      if (this.read === read) this.read = null;
    });
    return read;
  }

  /** Whoever asks from now on finds what was recorded before. */
  changed(): void {
    this.read = null;
  }
}
