// Milliseconds in buckets that are a hundredth apart: what many processes saw, added up.

const PER_DOUBLING = 64;
const DOUBLINGS = 30;

export class Latencies {
  #counts = new Array(PER_DOUBLING * DOUBLINGS).fill(0);

  static of(lists) {
    const all = new Latencies();
    for (const counts of lists) for (const [i, count] of counts.entries()) all.#counts[i] += count;
    return all;
  }

  addMicroseconds(value) {
    const bucket = Math.floor(Math.log2(Math.max(1, value)) * PER_DOUBLING);
    this.#counts[Math.min(bucket, this.#counts.length - 1)] += 1;
  }

  get counts() {
    return this.#counts;
  }

  /** Milliseconds that `share` of all did not exceed; null when there are none. */
  percentile(share) {
    const total = this.#counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return null;
    let left = total * share;
    const bucket = this.#counts.findIndex((count) => {
      left -= count;
      return left <= 0;
    });
    return 2 ** ((bucket + 0.5) / PER_DOUBLING) / 1_000;
  }
}
