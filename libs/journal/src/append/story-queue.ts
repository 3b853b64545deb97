import type { DataSource } from 'typeorm';
import type { PoolClient } from 'pg';
import { CodedError } from '#contract/problems';
import type { Head, StoryState } from '#domain/story/state';
import type { StoryHead } from '../story-head.js';
import { databaseProblem, isRefusal, OutcomeUnknownError } from './database-problem.js';
import { type Answer, decideGroup, type Outcome, type Write } from './group.js';

const GROUP_SIZE = 64;

interface Waiting {
  readonly write: Write;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The writes waiting for one story. While a group is being committed the next one gathers; nobody waits for a timer.
 * Measured on two cores: 16 senders share about one commit in three milliseconds.
 */
export class StoryQueue {
  private waiting: Waiting[] = [];
  private turns = 0;
  private lastTurn: Promise<unknown> = Promise.resolve();
  private state: StoryState | undefined;
  /** Where the last commit that was confirmed to us ended. Kept through every fault: it tells a database that lost it. */
  private reached: Head | undefined;

  constructor(
    private readonly database: DataSource,
    private readonly story: string,
    private readonly committed: (head: StoryHead) => void,
  ) {}

  get idle(): boolean {
    return this.turns === 0;
  }

  submit(write: Write): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject });
      if (this.waiting.length === 1) this.takeTurn(() => this.commitWaiting()).catch(reject);
    });
  }

  /** The state as it is recorded now, for reading only; undefined: no such story. */
  async read(): Promise<StoryState | undefined> {
    await this.takeTurn(() => this.transact([]));
    return this.state;
  }

  /** One transaction of a story at a time. */
  private async takeTurn<T>(work: () => Promise<T>): Promise<T> {
    this.turns += 1;
    const turn = this.lastTurn.then(work);
    this.lastTurn = turn.catch(() => undefined);
    return turn.finally(() => {
      this.turns -= 1;
    });
  }

  private async commitWaiting(): Promise<void> {
    const group = this.waiting.splice(0, GROUP_SIZE);
    if (this.waiting.length) void this.takeTurn(() => this.commitWaiting());
    await this.commitGroup(group);
  }

  private async commitGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.transact(group.map(({ write }) => write));
      for (const [index, item] of group.entries()) answer(item, outcomes[index]);
    } catch (error) {
      this.state = undefined;
      if (group.length > 1 && isRefusal(error)) return this.commitEachAlone(group);
      for (const item of group) item.reject(databaseProblem(error));
    }
  }

  /** One item the database refuses must not take its neighbours down. */
  private async commitEachAlone(group: readonly Waiting[]): Promise<void> {
    for (const item of group) await this.commitGroup([item]);
  }

  private async transact(writes: readonly Write[]): Promise<Outcome[]> {
    const runner = this.database.createQueryRunner();
    let committing = false;
    try {
      const tx: PoolClient = await runner.connect();
      await tx.query('begin');
      const { outcomes, state } = await decideGroup(tx, this.story, writes, {
        cached: this.state,
        reached: this.reached,
      });
      committing = true;
      await tx.query('commit');
      this.state = state;
      this.reached = state && { ...state.head };
      if (writes.length && state) this.committed({ id: this.story, ...state.head });
      return outcomes;
    } catch (error) {
      if (committing && !isRefusal(error)) throw new OutcomeUnknownError(error);
      await runner.query('rollback').catch(() => undefined); // a broken connection rolls back by itself
      throw error;
    } finally {
      await runner.release();
    }
  }
}

function answer({ resolve, reject }: Waiting, outcome: Outcome | undefined): void {
  if (outcome && 'receipt' in outcome) resolve(outcome);
  else reject(outcome?.refused ?? new CodedError('internal', 'The write was not decided.'));
}
