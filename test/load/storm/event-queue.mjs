/** What happens when, earliest first: a binary heap of times (ms) and whole numbers below 2^53. */
export class EventQueue {
  #times = new Float64Array(1_024);
  #whats = new Float64Array(1_024);
  #size = 0;

  get size() {
    return this.#size;
  }

  put(time, what) {
    if (this.#size === this.#times.length) this.#grow();
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#times[parent] <= time) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#times[at] = time;
    this.#whats[at] = what;
  }

  /** The earliest, or undefined when nothing is left. */
  take() {
    if (this.#size === 0) return undefined;
    const first = { time: this.#times[0], what: this.#whats[0] };
    this.#size -= 1;
    this.#sink(this.#times[this.#size], this.#whats[this.#size]);
    return first;
  }

  #sink(time, what) {
    let at = 0;
    for (let child = 1; child < this.#size; child = 2 * at + 1) {
      if (child + 1 < this.#size && this.#times[child + 1] < this.#times[child]) child += 1;
      if (this.#times[child] >= time) break;
      this.#move(child, at);
      at = child;
    }
    this.#times[at] = time;
    this.#whats[at] = what;
  }

  #move(from, to) {
    this.#times[to] = this.#times[from];
    this.#whats[to] = this.#whats[from];
  }

  #grow() {
    const double = (held) => {
      const larger = new Float64Array(held.length * 2);
      larger.set(held);
      return larger;
    };
    this.#times = double(this.#times);
    this.#whats = double(this.#whats);
  }
}
