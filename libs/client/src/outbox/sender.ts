import { backoff } from '../backoff.js';
import type { Answer } from './after-answer.js';
import { exchange } from './exchange.js';
import { nextStep } from './next-step.js';
import type { Outbox } from './outbox.js';

/** How the sending goes. `waiting`: for the network or the newsroom; `signed_out`: for its author. */
export type Sending = 'idle' | 'sending' | 'waiting' | 'signed_out';

export interface SenderOptions {
  readonly outbox: Outbox;
  /** Base address of the newsroom; empty: this page's. */
  readonly url: string;
  /**
   * A bearer token of the outbox's owner, another one than before if that was refused; null: they are not signed in, or
   * somebody else is. Rejects without a network.
   */
  readonly token: (another: boolean) => Promise<string | null>;
  /** Nothing stays on the device once it is sent. */
  readonly keepsNothing: () => Promise<boolean>;
  readonly changed: (sending: Sending) => void;
}

/** Of all tabs one sends at a time; the browser frees the lock of one that crashes. */
const LOCK = 'dateline-outbox';
const BACKOFF_MS = 1_000;
const BACKOFF_CAP_MS = 60_000;

/** Sends what is in an outbox: when something was composed, when network or person are back, and by itself, less and less often. */
export class Sender {
  private readonly ending = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  /** The newsroom asked for patience until then: no trigger shortens it. */
  private notBefore = 0;
  private isUnderWay = false;
  private isAskedAgain = false;

  constructor(private readonly options: SenderOptions) {
    const { signal } = this.ending;
    addEventListener('online', () => this.anew(), { signal });
    addEventListener('offline', () => options.changed('waiting'), { signal });
    addEventListener('focus', () => this.anew(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.anew(), { signal });
    this.send();
  }

  /** Now, or as soon as the newsroom allows. While it is under way: once more when that is done. */
  send(): void {
    clearTimeout(this.timer);
    const wait = this.notBefore - Date.now();
    if (this.ending.signal.aborted) return;
    if (this.isUnderWay) this.isAskedAgain = true;
    else if (wait > 0) this.sendIn(wait);
    else void this.inTurn();
  }

  private anew(): void {
    this.failures = 0;
    this.send();
  }

  close(): void {
    clearTimeout(this.timer);
    this.ending.abort();
  }

  /** Whatever fails here, a closed database included, is tried again: what is not sent stays where it is. */
  private async inTurn(): Promise<void> {
    this.isUnderWay = true;
    let held: Answer | null = null;
    do {
      this.isAskedAgain = false;
      held = await navigator.locks
        .request(LOCK, { signal: this.ending.signal }, () => this.sendAll())
        .catch((): Answer => ({ is: 'none' }));
    } while (!held && this.isAskedAgain);
    this.isUnderWay = false;
    if (!this.ending.signal.aborted) this.rest(held);
  }

  /** Until nothing is left, or an answer says that now is no time. */
  private async sendAll(): Promise<Answer | null> {
    const { outbox, changed, keepsNothing } = this.options;
    await outbox.notSending(); // whoever was sending crashed: the lock is ours
    let mostItems: number | undefined;
    let isRefused = false;
    for (;;) {
      const step = nextStep(await outbox.items(), mostItems);
      if (!step) break;
      if (!navigator.onLine || this.ending.signal.aborted) return { is: 'none' };
      const token = await this.options.token(isRefused);
      if (token === null) return { is: 'signed_out' };
      changed('sending');
      const held = await exchange({ ...this.options, token, signal: this.ending.signal }, step);
      if (held === 'apart') mostItems = 1;
      else if (held?.is === 'signed_out' && !isRefused) isRefused = true;
      else if (held) return held;
      else this.failures = 0;
    }
    await outbox.forgetSent(await keepsNothing());
    return null;
  }

  private rest(held: Answer | null): void {
    if (!held) {
      this.options.changed('idle');
      this.sendIn(BACKOFF_CAP_MS); // another tab may have closed over what it composed
    } else if (held.is === 'signed_out') {
      this.options.changed('signed_out');
      if (this.isAskedAgain) this.sendIn(0); // they may have signed in meanwhile
    } else {
      this.options.changed('waiting');
      this.failures = this.isAskedAgain ? 1 : this.failures + 1; // the network changed, or somebody looks
      const asked = held.is === 'not_now' ? held.waitMs : 0;
      this.notBefore = Date.now() + asked;
      this.sendIn(asked + backoff(this.failures, BACKOFF_MS, BACKOFF_CAP_MS));
    }
  }

  private sendIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), ms);
  }
}
