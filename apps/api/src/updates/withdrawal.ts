import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Receipt } from '#contract/update';
import { JournalReader } from '#journal/read/journal-reader';
import { LiveReader } from '#live/live-reader';
import { untilReached } from '#live/until-reached';

/** Past this the sender is told that readers may still have the words, and asks again. */
const PATIENCE_MS = 2_000;

/** Waits until words that were withdrawn are out of everything that gateways serve from. */
@Injectable()
export class Withdrawal {
  constructor(
    private readonly live: LiveReader,
    private readonly journal: JournalReader,
  ) {}

  /** Rejects with CodedError `unavailable` when no relay does it in time. While Redis is away nobody reads from it. */
  async reached(story: string, receipt: Receipt): Promise<void> {
    const patience = { ms: PATIENCE_MS, journalEnd: (id: string) => this.journal.head(id) };
    if ((await untilReached(this.live, story, receipt, patience)) !== 'late') return;
    throw new CodedError(
      'unavailable',
      `It is recorded (event ${receipt.seq}), but readers may still be given the words: no relay has taken them out yet. Send the same request again; it is answered as soon as they are gone.`,
    );
  }
}
