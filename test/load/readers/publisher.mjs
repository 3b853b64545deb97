import { randomUUID } from 'node:crypto';
import { CITIES } from '../a-bench-newsroom.mjs';
import { request } from '../post-load.mjs';
import { microseconds } from './crowd.mjs';
import { marked } from './markers.mjs';

const WORDS =
  'Correspondents say that the column has reached the embankment, that side streets are closed, and that mobile networks are failing in the centre. ';

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
   * and those that are late make no others later.
   */
  async post(count, bytes, { together = 1, firstDue = 0, everyUs = 0 } = {}) {
    for (let n = 0; n < count; n += together) {
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
  return { ...update, text: update.text + WORDS.repeat(Math.ceil(missing / WORDS.length)).slice(0, missing) };
}

async function until(us) {
  for (let left = us - microseconds(); left > 0; left = us - microseconds())
    await new Promise((later) => setTimeout(later, left / 1_000));
}
