import { io, type ManagerOptions, type Socket } from 'socket.io-client';
import type { FollowAnswer, Frame } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import { applyFrame } from '#contract/view';
import type { Witness } from './witness.js';

const TRY_AGAIN_MS = 500;

/** A reader written in an afternoon from the documentation alone: stock client, default options, the three rules of frames. */
export class StockReader implements Witness {
  view: Snapshot | undefined;
  readonly wholes: { position: Position; told: number }[] = [];
  readonly seqs: number[] = [];
  readonly name: string;
  private readonly socket: Socket;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    url: string,
    private readonly story: string,
    readonly city: string | undefined,
    options: Partial<ManagerOptions> = {},
  ) {
    this.name = `stock socket.io ${options.transports ?? ''}`;
    this.socket = io(`${url}/live`, { forceNew: true, ...options });
    this.socket.on('connect', () => this.follow());
    this.socket.on('frame', (frame: Frame) => this.take(frame));
    this.socket.on('head', (frame: Frame) => this.take(frame));
    this.socket.on('resync', () => this.follow());
  }

  /** `polling` or `websocket`, once connected. */
  get transport(): string | undefined {
    return this.socket.io.engine?.transport.name;
  }

  close(): void {
    clearTimeout(this.retry);
    this.socket.disconnect();
  }

  private follow(): void {
    const { story, city, view } = this;
    const request = { story, ...(city && { city }), ...(view && { position: view.position }) };
    this.socket.emit('follow', request, (answer: FollowAnswer | ProblemDocument) => {
      clearTimeout(this.retry);
      if (!('mode' in answer)) this.retry = setTimeout(() => this.follow(), TRY_AGAIN_MS);
      else if (answer.mode === 'resume') this.take(answer.frame);
      else {
        this.view = answer.snapshot;
        this.wholes.push({ position: answer.snapshot.position, told: this.seqs.length });
      }
    });
  }

  private take(frame: Frame): void {
    if (!this.view) return;
    const have = this.view.position.seq;
    const next = applyFrame(this.view, frame, this.city);
    if (typeof next === 'string') {
      this.follow();
      return;
    }
    this.view = next;
    for (const { seq } of frame.events) if (seq > have) this.seqs.push(seq);
  }
}
