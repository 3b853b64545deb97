import type { StoryEvent } from '#contract/event';
import { announcement } from '#pages/words';

const EVERY_MS = 10_000;

/** Says in one sentence, at most every ten seconds, what came in: for those who hear the page. */
export class Announcer {
  private posted = 0;
  private corrected = 0;
  private retracted = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  hear({ kind }: StoryEvent): void {
    if (kind === 'update.posted' || kind === 'update.restored') this.posted += 1;
    else if (kind === 'update.corrected') this.corrected += 1;
    else if (kind === 'update.retracted') this.retracted += 1;
    else return;
    this.timer ??= setTimeout(() => this.say(), EVERY_MS);
  }

  private say(): void {
    this.timer = undefined;
    const region = document.getElementById('announcements');
    if (region) region.textContent = announcement(this.posted, this.corrected, this.retracted);
    this.posted = this.corrected = this.retracted = 0;
  }
}
