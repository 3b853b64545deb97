import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Receipt } from '#contract/update';
import { LiveReader } from '#live/live-reader';

/** Past this the sender is told that readers may still have the words, and asks again. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 5;

/** Waits until words that were withdrawn are out of everything that gateways serve from. */
@Injectable()
export class Withdrawal {
  constructor(private readonly live: LiveReader) {}

  /** Rejects with CodedError `unavailable` when no relay does it in time. */
  async reached(story: string, { epoch, seq }: Receipt): Promise<void> {
    if (seq === null) return;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      const head = await this.live.head(story).catch(() => undefined);
      if (head === undefined) return; // Redis is away: nobody reads from it
      if (head && (head.epoch !== epoch || head.seq >= seq)) return;
      await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
    }
    throw new CodedError(
      'unavailable',
      `It is recorded (event ${seq}), but readers may still be given the words: no relay has taken them out yet. Send the same request again; it is answered as soon as they are gone.`,
    );
  }
}
