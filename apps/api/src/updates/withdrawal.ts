import { Injectable, Logger } from '@nestjs/common';
import type { Receipt } from '#contract/update';
import { LiveReader } from '#live/live-reader';

/** Past this the sender is answered all the same: readers without Redis follow the journal itself. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 5;

/** Waits until words that were withdrawn are out of everything that gateways serve from. */
@Injectable()
export class Withdrawal {
  private readonly logger = new Logger('withdrawal');

  constructor(private readonly live: LiveReader) {}

  async reached(story: string, { epoch, seq }: Receipt): Promise<void> {
    if (seq === null) return;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      const head = await this.live.head(story).catch(() => undefined);
      if (head === undefined) return; // Redis is away: nobody reads from it
      if (head && (head.epoch !== epoch || head.seq >= seq)) return;
      await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
    }
    this.logger.warn(`Event ${seq} of ${story} was not relayed within ${PATIENCE_MS} ms.`);
  }
}
