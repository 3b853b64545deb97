import { Injectable } from '@nestjs/common';
import { JournalReader, type ListedStory } from '#journal/read/journal-reader';

const KEPT_MS = 1_000;
type Which = 'listed' | 'archived';

interface Kept {
  readonly read: Promise<ListedStory[]>;
  readonly readAt: number;
}

/** The stories of the newsroom: read at most once a second, and again after one was changed here. */
@Injectable()
export class StoryList {
  private readonly kept = new Map<Which, Kept>();

  constructor(private readonly journal: JournalReader) {}

  get(which: Which = 'listed'): Promise<ListedStory[]> {
    const held = this.kept.get(which);
    if (held && Date.now() - held.readAt < KEPT_MS) return held.read;
    const kept = { read: this.journal.stories(which === 'archived'), readAt: Date.now() };
    this.kept.set(which, kept);
    kept.read.catch(() => {
      if (this.kept.get(which) === kept) this.kept.delete(which);
    });
    return kept.read;
  }

  /** Whoever asks from now on finds what was recorded before. */
  changed(): void {
    this.kept.clear();
  }
}
