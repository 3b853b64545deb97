import type { StoryEvent } from '#contract/event';
import type { Words } from '#pages/words';

const EVERY_MS = 10_000;

/** Says in one sentence, at most every ten seconds, what came in: for those who hear the page. */
export class Announcer {
  private posted = 0;
  private corrected = 0;
  private retracted = 0;
  private hasTotals = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `totals`: the large ones as they are when it is said, each as a sentence without its end. */
  constructor(
    private readonly words: Words,
    private readonly totals: () => readonly string[],
  ) {}

  hear({ kind, changes }: StoryEvent): void {
    if (kind === 'update.posted' || kind === 'update.restored') this.posted += 1;
    else if (kind === 'update.corrected') this.corrected += 1;
    else if (kind === 'update.retracted') this.retracted += 1;
    else if (changes.length === 0) return;
    this.hasTotals ||= changes.length > 0;
    this.timer ??= setTimeout(() => this.say(), EVERY_MS);
  }

  private say(): void {
    this.timer = undefined;
    const { posted, corrected, retracted } = this;
    const totals = this.hasTotals ? this.totals() : [];
    const region = document.getElementById('announcements');
    if (region) region.textContent = this.words.announcement(posted, corrected, retracted, totals);
    this.posted = this.corrected = this.retracted = 0;
    this.hasTotals = false;
  }
}
