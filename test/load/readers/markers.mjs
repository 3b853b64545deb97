// Each update carries its number in its text as `§17§`: it survives JSON, and is found in bytes without decoding them.

/** Two bytes in UTF-8. */
const LEAD = 0xc2;
const TAIL = 0xa7;
const ZERO = 0x30;

export const marked = (number, text) => `§${number}§ ${text}`;

const OUTSIDE = 0;
const OPENING = 1;
const DIGITS = 2;
const CLOSING = 3;

/** Finds the markers in a stream of bytes, wherever it is cut. */
export class MarkerScanner {
  #state = OUTSIDE;
  #number = -1;
  #found;

  /** `found(number)` is called for each, in the order of the stream. */
  constructor(found) {
    this.#found = found;
  }

  take(bytes, from, to) {
    for (let i = from; i < to; i += 1) {
      if (this.#state === OUTSIDE) {
        const next = bytes.indexOf(LEAD, i);
        if (next < 0 || next >= to) return;
        i = next;
        this.#state = OPENING;
      } else this.#step(bytes[i]);
    }
  }

  #step(byte) {
    if (this.#state === DIGITS && byte >= ZERO && byte <= ZERO + 9)
      this.#number = (this.#number < 0 ? 0 : this.#number * 10) + byte - ZERO;
    else if (byte === LEAD) this.#state = this.#state === DIGITS && this.#number >= 0 ? CLOSING : OPENING;
    else if (byte === TAIL && this.#state === OPENING) this.#open();
    else if (byte === TAIL && this.#state === CLOSING) {
      this.#state = OUTSIDE;
      this.#found(this.#number);
    } else this.#state = OUTSIDE;
  }

  #open() {
    this.#state = DIGITS;
    this.#number = -1;
  }
}
