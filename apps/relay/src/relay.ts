import type { LiveConnection } from '#live/live-connection';
import { LiveUnavailableError } from '#live/live-unavailable';
import { LiveWriter } from '#live/live-writer';
import { Alarm } from './alarm.js';
import type { JournalSource, StoryHead } from './journal-source.js';
import { noCounts } from './relay-counters.js';
import { type Carriage, type RelayLog, StoryCarrier } from './story-carrier.js';

const POLL_MS = 100;
/** How often Redis is compared with the journal for every story, idle ones too. */
const COMPARE_MS = 500;
const LOOK_AGAIN_MS = 25;
const MAX_BACKOFF_MS = 1_000;
/** Stories carried at once: more only wait for each other's connections. */
const MAX_CARRIED = 8;
const REST_AFTER_MS = 60_000;

interface Charge {
  readonly carrier: StoryCarrier;
  busy: boolean;
  failures: number;
  lastAt: number;
  notBefore: number;
  /** When the first event was committed that we heard of and did not carry yet. */
  committedAt: number | undefined;
}

/** Carries committed events of all stories to Redis, in order. Any number of relays may run, and end, anywhere. */
export class Relay {
  readonly counters = noCounts();
  private readonly live: LiveWriter;
  private readonly through: Carriage;
  private readonly charges = new Map<string, Charge>();
  private readonly alarm = new Alarm();
  private comparedAt = Number.NEGATIVE_INFINITY;
  private isAway = true;
  private failures = 0;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly journal: JournalSource,
    private readonly connection: LiveConnection,
    private readonly log: RelayLog,
  ) {
    this.live = new LiveWriter(connection);
    this.through = { journal, live: this.live, counters: this.counters, log };
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.alarm.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    const listening = this.journal.onDoorbell((head) => this.heard(head)).catch(() => () => {}); // the poll remains
    while (!this.stopped) {
      const pause = await this.look().then(
        () => POLL_MS,
        (error: unknown) => this.failed(error),
      );
      await this.alarm.wait(pause);
    }
    (await listening)();
    while (this.busy > 0) await this.alarm.wait(POLL_MS);
  }

  /** The doorbell says where the story is: without asking again, an update is 2 ms sooner with readers. */
  private heard(head: StoryHead): void {
    const charge = this.chargeOf(head.id);
    if (charge.carrier.isAt(head)) return;
    charge.committedAt ??= head.committedAt;
    const canCarry =
      !this.stopped && this.busy < MAX_CARRIED && !charge.busy && charge.notBefore <= performance.now();
    if (!canCarry || !this.isReachable()) this.alarm.ring();
    else void this.carry(charge, head);
  }

  private get busy(): number {
    return [...this.charges.values()].filter((charge) => charge.busy).length;
  }

  private async look(): Promise<void> {
    if (!this.isReachable()) return;
    const heads = await this.journal.heads();
    const now = performance.now();
    if (now - this.comparedAt >= COMPARE_MS) {
      await this.compare(heads, now);
      this.comparedAt = now;
    }
    this.failures = 0;
    const behind = heads
      .map((head) => ({ head, charge: this.chargeOf(head.id) }))
      .filter(({ head, charge }) => this.isBehind(charge, head))
      .filter(({ charge }) => !charge.busy && charge.notBefore <= now)
      .sort((a, b) => a.charge.lastAt - b.charge.lastAt);
    for (const { head, charge } of behind.slice(0, Math.max(0, MAX_CARRIED - this.busy)))
      void this.carry(charge, head);
  }

  private isBehind(charge: Charge, head: StoryHead): boolean {
    const isAt = charge.carrier.isAt(head);
    if (isAt) charge.committedAt = undefined; // another relay carried it
    return !isAt;
  }

  private async carry(charge: Charge, head: StoryHead): Promise<void> {
    const { committedAt } = charge;
    charge.busy = true;
    charge.lastAt = performance.now();
    charge.committedAt = undefined;
    let pause = LOOK_AGAIN_MS;
    try {
      if (await charge.carrier.carry({ ...head, committedAt })) pause = 0;
      charge.failures = 0;
    } catch (error) {
      charge.failures += 1;
      pause = backoff(charge.failures);
      this.count(error, `Story ${head.id} could not be carried; it is tried again.`);
    } finally {
      charge.busy = false;
    }
    if (pause > 0) charge.committedAt = committedAt ?? charge.committedAt;
    charge.notBefore = performance.now() + pause;
    if (!pause || this.stopped) this.alarm.ring();
  }

  /** What another relay wrote, and what Redis lost: each story's position as Redis has it now. */
  private async compare(heads: readonly StoryHead[], now: number): Promise<void> {
    const idle = heads.map(({ id }) => this.chargeOf(id)).filter(({ busy }) => !busy);
    const states = await Promise.all(idle.map(({ carrier }) => this.live.state(carrier.story)));
    idle.forEach(({ carrier, lastAt }, i) => {
      carrier.notice(states[i] ?? null);
      if (now - lastAt > REST_AFTER_MS) carrier.rest();
    });
    const ids = new Set(heads.map(({ id }) => id));
    for (const [id, { busy }] of this.charges) if (!ids.has(id) && !busy) this.charges.delete(id);
  }

  private chargeOf(story: string): Charge {
    let charge = this.charges.get(story);
    if (!charge) {
      const carrier = new StoryCarrier(story, this.through);
      charge = { carrier, busy: false, failures: 0, lastAt: 0, notBefore: 0, committedAt: undefined };
      this.charges.set(story, charge);
    }
    return charge;
  }

  private isReachable(): boolean {
    const isAway = !this.connection.available();
    if (isAway !== this.isAway) {
      this.log.warn(isAway ? 'Redis is away; readers are served from the journal.' : 'Redis answers.');
      this.comparedAt = Number.NEGATIVE_INFINITY;
    }
    this.isAway = isAway;
    return !isAway;
  }

  private failed(error: unknown): number {
    this.failures += 1;
    this.count(error, 'Positions could not be compared; they are compared again.');
    return backoff(this.failures);
  }

  /** Redis being away is said once, by {@link isReachable}. */
  private count(error: unknown, what: string): void {
    this.counters.errors += 1;
    if (!(error instanceof LiveUnavailableError)) this.log.warn(`${what} ${String(error)}`);
  }
}

const backoff = (failures: number): number => Math.min(25 * 2 ** Math.min(failures, 6), MAX_BACKOFF_MS);
