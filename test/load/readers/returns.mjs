// Readers whose server ended come back as the product's own client does.
import { backoff } from '../../../dist/libs/client/src/backoff.js';
import { microseconds } from './clock.mjs';
import { NotJoined } from './reader.mjs';

const HIGHEST_WAIT_MS = 30_000;
const GIVE_UP_MS = 60_000;

/** Who left, and how they came back. */
export class Returns {
  left = 0;
  back = 0;
  refused = 0;
  how = {};
  lastAt = 0;
  longestAwayUs = 0;
  #firstWaitMs;

  /** `firstWaitMs`: ceiling of the first random wait. */
  constructor(firstWaitMs = 1_000) {
    this.#firstWaitMs = firstWaitMs;
  }

  /** Follows again from where the reader is until it is let in, for a minute. */
  async bring(reader) {
    this.left += 1;
    const leftAt = microseconds();
    let said = reader.waitMs;
    for (let setbacks = 1; microseconds() - leftAt < GIVE_UP_MS * 1_000; setbacks += 1) {
      await new Promise((later) =>
        setTimeout(later, said + backoff(setbacks, this.#firstWaitMs, HIGHEST_WAIT_MS)),
      );
      try {
        this.#isBack(await reader.join(reader.position), leftAt);
        return;
      } catch (error) {
        if (!(error instanceof NotJoined)) throw error;
        this.refused += 1;
        said = error.afterMs ?? reader.waitMs;
      }
    }
  }

  #isBack(how, leftAt) {
    this.back += 1;
    this.how[how] = (this.how[how] ?? 0) + 1;
    this.lastAt = microseconds();
    this.longestAwayUs = Math.max(this.longestAwayUs, this.lastAt - leftAt);
  }
}
