import type { Position } from '#contract/snapshot';
import type { Weight } from '../http/weight.js';

interface Answer {
  readonly position: Position;
  readonly weight: Weight;
}

/** Answers that are the same for everyone at a position: each made once; those asked for last are kept, up to `most` bytes. */
export class SharedAnswers<T extends Answer> {
  private readonly kept = new Map<string, T>();
  private readonly making = new Map<string, Promise<T>>();
  private bytes = 0;

  constructor(private readonly most: number) {}

  /** The answer at `wanted` or past it. Whoever asks while it is made shares it; what failed is not kept. */
  async get(key: string, wanted: Position, make: () => Promise<T>): Promise<T> {
    const held = this.kept.get(key);
    if (held && isAt(held.position, wanted)) {
      this.kept.delete(key); // to the end of the row: the first in it was asked for longest ago
      this.kept.set(key, held);
      return held;
    }
    const run = `${key} ${wanted.epoch} ${wanted.seq}`;
    return this.making.get(run) ?? this.make(key, run, make);
  }

  private make(key: string, run: string, make: () => Promise<T>): Promise<T> {
    const making = make()
      .then((answer) => {
        this.keep(key, answer);
        return answer;
      })
      .finally(() => this.making.delete(run));
    this.making.set(run, making);
    return making;
  }

  private keep(key: string, answer: T): void {
    const held = this.kept.get(key);
    if (held && isAt(held.position, answer.position)) return;
    this.drop(key);
    this.kept.set(key, answer);
    answer.weight.keptBy((more) => this.hold(more));
    this.hold(answer.weight.bytes);
  }

  private hold(more: number): void {
    this.bytes += more;
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= this.most) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const { weight } = this.kept.get(key) ?? {};
    if (!weight) return;
    weight.keptBy(undefined);
    this.bytes -= weight.bytes;
    this.kept.delete(key);
  }
}

/** At the position or past it. */
const isAt = (held: Position, wanted: Position): boolean =>
  held.epoch === wanted.epoch && held.seq >= wanted.seq;
