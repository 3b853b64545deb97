/** So many a second, and `burst` at once after a pause. Times in ms that never go back. */
export class TokenBucket {
  #tokens;
  #at = 0;

  constructor(perSecond, burst) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.#tokens = burst;
  }

  take(now) {
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#at) * this.perSecond) / 1_000);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
