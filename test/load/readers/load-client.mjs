import { fork } from 'node:child_process';
import path from 'node:path';
import { Latencies } from './latencies.mjs';

const WORKER = path.join(import.meta.dirname, 'load-worker.mjs');

/** Readers in processes of their own, so that they cost the server's process and the publisher's nothing. */
export class LoadClient {
  #workers;

  static async start(target, processes) {
    const client = new LoadClient(Array.from({ length: processes }, () => new Worker()));
    await client.#all('enter', () => target);
    return client;
  }

  constructor(workers) {
    this.#workers = workers;
  }

  get pids() {
    return this.#workers.map(({ pid }) => pid);
  }

  /** `{joined, refused, how, lastAt, why}`; `lastAt` in microseconds. */
  async join({ count, ...rest }) {
    const share = (i) => Math.floor((count + i) / this.#workers.length);
    return gathered(await this.#all('join', (i) => ({ ...rest, count: share(i) })));
  }

  async begin(phase) {
    await this.#all('begin', () => phase);
  }

  /** What all readers were told since `begin`. */
  async finish(withinMs, upTo) {
    const reports = await this.#all('finish', () => ({ withinMs, upTo }));
    const total = (key) => reports.reduce((sum, report) => sum + report[key], 0);
    const latencies = Latencies.of(reports.map((report) => report.latencies));
    const counts = ['received', 'bytes', 'readers', 'exact', 'missed', 'repeats', 'ended'];
    return {
      ...Object.fromEntries(counts.map((key) => [key, total(key)])),
      lastAt: Math.max(...reports.map(({ lastAt }) => lastAt)),
      p50: latencies.percentile(0.5),
      p99: latencies.percentile(0.99),
      trouble: reports.find(({ trouble }) => trouble)?.trouble,
    };
  }

  async drop() {
    await this.#all('drop', () => undefined);
  }

  async comeBack(given) {
    return gathered(await this.#all('comeBack', () => given));
  }

  async comeBackAlone() {
    await this.#all('comeBackAlone', () => undefined);
  }

  /** `{left, back, refused, how, lastAt, longestAwayUs}`. */
  async returns() {
    const all = await this.#all('returns', () => undefined);
    const total = (key) => all.reduce((sum, one) => sum + one[key], 0);
    return {
      ...{ left: total('left'), back: total('back'), refused: total('refused'), how: together(all) },
      lastAt: Math.max(...all.map(({ lastAt }) => lastAt)),
      longestAwayUs: Math.max(...all.map(({ longestAwayUs }) => longestAwayUs)),
    };
  }

  async stalledPorts() {
    return new Set((await this.#all('stalledPorts', () => undefined)).flat());
  }

  async stop() {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
  }

  #all(ask, given) {
    return Promise.all(this.#workers.map((worker, i) => worker.ask(ask, given(i))));
  }
}

function gathered(answers) {
  return {
    joined: answers.reduce((sum, { joined }) => sum + joined, 0),
    refused: answers.reduce((sum, { refused }) => sum + refused, 0),
    how: together(answers),
    lastAt: Math.max(...answers.map(({ lastAt }) => lastAt)),
    why: answers.find(({ why }) => why)?.why,
  };
}

/** Counts of all, by how readers came in. */
function together(answers) {
  const how = {};
  for (const answer of answers)
    for (const [way, count] of Object.entries(answer.how)) how[way] = (how[way] ?? 0) + count;
  return how;
}

class Worker {
  #child = fork(WORKER, { execArgv: [] });
  #waiting = new Map();
  #asked = 0;
  #ended = new Promise((resolve) => this.#child.once('exit', resolve));

  constructor() {
    this.#child.on('message', ({ id, answer, error }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) resolve(answer);
      else reject(new Error(error));
    });
    this.#child.on('exit', (code) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`The readers' process ended: ${code}`));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  ask(ask, given) {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, ask, given });
    });
  }

  async stop() {
    this.#child.kill();
    await this.#ended;
  }
}
