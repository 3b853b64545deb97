import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CITIES } from '../a-bench-newsroom.mjs';
import { request } from '../post-load.mjs';
import { microseconds } from './clock.mjs';
import { marked } from './markers.mjs';

/** What the recorded day's reporters wrote, one after another: made-up words would compress too well. */
const WORDS = wordsOf(path.resolve(import.meta.dirname, '../../../examples/2021-01-23.ndjson'));
/** Without a divisor in common with the length of the words, so that every update says something else. */
const STEP = 6_271;

/** Posts numbered updates of so many bytes, one request after another over one connection. */
export class Publisher {
  /** The newest update's number. */
  newest = 0;
  /** Where a reader is who holds it; only ours say so. */
  position = undefined;
  #server;

  constructor(server) {
    this.#server = server;
  }

  /**
   * `together` at a time: ours take them as a batch. `everyUs` 0: back to back. Otherwise the first are due at `firstDue`,
   * and those that are late make no others later. Ends early once `isOver()`.
   */
  async post(count, bytes, { together = 1, firstDue = 0, everyUs = 0, isOver = () => false } = {}) {
    for (let n = 0; n < count && !isOver(); n += together) {
      if (everyUs) await until(firstDue + (n / together) * everyUs);
      const updates = Array.from({ length: together }, (_, i) => updateOf(this.newest + 1 + i, bytes));
      if (together > 1 && this.#server.batchTo) await this.#postBatch(updates);
      else for (const update of updates) await this.#postOne(update);
    }
  }

  async #postOne(update) {
    this.#hasPosted(1, await this.#request(this.#server.postTo, update, 201));
  }

  async #postBatch(updates) {
    const { results } = await this.#request(this.#server.batchTo, { updates }, 200);
    const refused = results.find(({ problem }) => problem);
    if (refused) throw new Error(`A post was refused: ${JSON.stringify(refused)}`);
    this.#hasPosted(updates.length, results.at(-1).receipt);
  }

  async #request(url, body, expected) {
    const answer = await request(url, { method: 'POST', token: this.#server.token, body });
    if (answer.status !== expected)
      throw new Error(`A post was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  #hasPosted(count, { epoch, seq }) {
    this.newest += count;
    if (epoch) this.position = { epoch, seq };
  }
}

/** An update whose JSON has `bytes` bytes. */
export function updateOf(number, bytes) {
  const update = {
    id: randomUUID(),
    city: CITIES[number % CITIES.length],
    occurredAt: new Date().toISOString(),
    byline: 'Bench reporter',
    text: marked(number, ''),
    figures: [],
  };
  const missing = bytes - Buffer.byteLength(JSON.stringify(update));
  const from = (number * STEP) % WORDS.length;
  const words = WORDS.slice(from) + WORDS.repeat(Math.ceil(missing / WORDS.length));
  return { ...update, text: update.text + words.slice(0, missing) };
}

/** In letters that take a byte each in JSON. */
function wordsOf(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const texts = lines.flatMap((line) => JSON.parse(line).record?.text ?? []);
  return texts.join(' ').replace(/[^\x20-\x7e]|["\\]/g, '');
}

async function until(us) {
  for (let left = us - microseconds(); left > 0; left = us - microseconds())
    await new Promise((later) => setTimeout(later, left / 1_000));
}
