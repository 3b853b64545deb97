// Readers whose server ended come back as the product's own client does: libs/client/src/follower.ts and backoff.ts.
import { microseconds } from './clock.mjs';
import { NotJoined } from './reader.mjs';

/** Ceiling of the first random wait, which doubles up to the highest. */
const WAIT_MS = { first: 1_000, highest: 30_000 };
const GIVE_UP_MS = 60_000;

/** Who left, and how they came back. */
export class Returns {
  left = 0;
  back = 0;
  refused = 0;
  how = {};
  lastAt = 0;
  longestAwayUs = 0;

  /** Follows again from where the reader is until it is let in, for a minute. */
  async bring(reader) {
    this.left += 1;
    const leftAt = microseconds();
    let said = reader.waitMs;
    for (let setbacks = 1; microseconds() - leftAt < GIVE_UP_MS * 1_000; setbacks += 1) {
      await new Promise((later) => setTimeout(later, said + backoff(setbacks)));
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

function backoff(setbacks) {
  return Math.random() * Math.min(WAIT_MS.highest, WAIT_MS.first * 2 ** (setbacks - 1));
}
