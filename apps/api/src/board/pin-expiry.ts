import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CodedError } from '#contract/problems';
import { alone, TURNS } from '#desk/alone';
import type { Actor } from '#domain/story/command';
import { type DuePin, readDuePins } from '#journal/read/due-pins';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';

const LOOK_MS = 500;
const THE_CLOCK: Actor = { name: 'the clock', role: 'editor', story: null, cities: null };

/**
 * Takes pins off when their time is over. Every api does: what is stored says which ones, the request's id follows from
 * the pin, and the story decides again under its lock, so that each is taken off once, whichever of them still runs.
 */
@Injectable()
export class PinExpiry implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isOver = false;

  constructor(
    private readonly database: DataSource,
    private readonly recorder: Recorder,
  ) {}

  onModuleInit(): void {
    this.lookAgain();
  }

  /** What is under way still needs the database. */
  async onApplicationShutdown(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private lookAgain(): void {
    if (this.isOver) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.lookAgain());
    }, LOOK_MS);
  }

  private async look(): Promise<void> {
    try {
      if ((await readDuePins(this.database)).length > 0)
        await alone(this.database, TURNS.pins, () => this.expireAll());
    } catch {
      // the database is away: whoever files is told so, and the pins are still due when it is back
    }
  }

  /** Looked at again: another api may have just been at it. */
  private async expireAll(): Promise<void> {
    const due = await readDuePins(this.database);
    await Promise.all(due.map((pin) => this.expire(pin)));
  }

  private async expire({ story, id, expiresAt }: DuePin): Promise<void> {
    const key = `pin-expiry:${id}:${expiresAt}`;
    const command = { type: 'expire-pin', id, decision: key, expiresAt } as const;
    const write = { key, hash: requestHash('expire-pin', id, expiresAt), command, actor: THE_CLOCK };
    try {
      await this.recorder.append(story, write);
    } catch (error) {
      if (!(error instanceof CodedError))
        new Logger('api').error(`A pin of ${story} could not be taken off.`);
    }
  }
}
