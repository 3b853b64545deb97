import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type DueFiling, Filings } from '#desk/filings/filings';
import { stopScheduled } from '#desk/filings/stop-scheduled';
import { Roster } from '#desk/roster';
import { CodedError, type ProblemCode } from '#contract/problems';
import { type Actor, CLOCK } from '#domain/story/command';
import { membershipIn } from '#domain/story/membership';
import { actorName } from '../access/key-session.js';
import { requestHash } from '../http/request-hash.js';
import { PhotoPlacement } from '../media/photo-placement.js';
import { Recorder } from '../stories/recorder.js';
import { Stuck } from './stuck.js';

/** Nothing is wrong with the filing: it is settled already, or the database is away or busy. */
const PASSING: readonly ProblemCode[] = ['filing_settled', 'unavailable', 'busy', 'outcome_unknown'];
/** Every api looks, and one at a time has the work: two would do it twice, and one of them for nothing. */
const LOOK_MS = { least: 100, most: 300 };
const AT_A_TIME = 500;
/** Whoever is at it, and has not let it go by now, may be hanging. */
const PATIENCE_MS = 500;

/**
 * Lets go what has come due. What is due, and whether it was let go already, is decided under the story's lock, so any
 * number of these may run and any may be killed: each update is published once.
 */
@Injectable()
export class Scheduler implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private readonly stuck = new Stuck();
  private readonly log = new Logger('api');

  constructor(
    private readonly filings: Filings,
    private readonly recorder: Recorder,
    private readonly roster: Roster,
    private readonly database: DataSource,
    private readonly placement: PhotoPlacement,
  ) {}

  onModuleInit(): void {
    this.lookLater();
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private lookLater(): void {
    if (this.isStopped) return;
    const { least, most } = LOOK_MS;
    this.timer = setTimeout(
      () => {
        void this.look()
          .catch(() => undefined) // the database is away: what is due waits, and stays due
          .then(() => this.lookLater());
      },
      least + Math.random() * (most - least),
    );
  }

  private async look(): Promise<void> {
    const [first] = await this.filings.due(1);
    if (!first) return;
    if (first.overdue > PATIENCE_MS) await this.letGoAll();
    else await this.filings.alone(() => this.letGoAll());
  }

  private async letGoAll(): Promise<void> {
    const due = await this.filings.due(AT_A_TIME, this.stuck.now());
    await Promise.all(
      due.map((filing) => this.letGo(filing).catch((error: unknown) => this.failed(filing, error))),
    );
  }

  /** The next look finds it again; what can't be let go for another reason than that nothing can makes room for others. */
  private failed({ from, id }: DueFiling, error: unknown): void {
    if (error instanceof CodedError && PASSING.includes(error.code)) return;
    this.stuck.add(`${from}/${id}`);
    this.log.error(`A filing of ${from} could not be let go at its time: ${(error as Error).name}.`);
  }

  /** Of somebody who has an account, or a program that has a key or had one: what it may do in the story now. */
  private rightsOf(name: string, story: string): { rights?: Pick<Actor, 'role' | 'cities'> | null } {
    const holder =
      this.roster.named(name) ?? this.roster.holdingKeys().find((key) => actorName(key.name) === name);
    const isOverKey = !holder && [...this.roster.keyNames()].some((key) => actorName(key) === name);
    if (!holder) return isOverKey ? { rights: null } : {};
    const membership = membershipIn(holder.memberships, story);
    return { rights: membership ? { role: holder.role, cities: membership.cities } : null };
  }

  private async letGo({ story, from, id, version, person, letGoBy, media }: DueFiling): Promise<void> {
    const closed = [person, letGoBy ?? person].find((name) => this.roster.isClosed(name));
    if (closed !== undefined) return stopScheduled(this.database, closed, CLOCK.name);
    const asked = { key: `due/${from}/${id}/${version}`, hash: requestHash('due', from, id, version) };
    await this.recorder.append(story, {
      ...{ ...asked, actor: CLOCK },
      command: {
        type: 'publish',
        by: 'clock',
        id,
        from,
        media: media ?? [],
        ...this.rightsOf(person, story),
      },
    });
    if (story !== from) await this.placement.followAll(from, media ?? [], CLOCK.name);
  }
}
