import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { FollowAnswer, FollowRequest, Frame, Resync, RoomName } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import { applyFrame } from '#contract/view';
import { waitUntil } from './wait-until.js';

type Ack = FollowAnswer | ProblemDocument;

/** A reader of one story with the stock client: holds a view, and counts every frame that left a hole. */
export class AReader {
  view: Snapshot | undefined;
  readonly answers: Ack[] = [];
  readonly frames: Frame[] = [];
  readonly heads: Frame[] = [];
  readonly resyncs: Resync[] = [];
  readonly problems: ProblemDocument[] = [];
  readonly told: string[] = [];
  gaps = 0;
  readonly socket: Socket;

  constructor(
    url: string,
    private readonly room: RoomName,
    options: Partial<ManagerOptions & SocketOptions> = {},
    namespace = '/live',
  ) {
    this.socket = io(`${url}${namespace}`, { forceNew: true, ...options });
    this.socket.on('frame', (frame: Frame) => this.take(frame, this.frames));
    this.socket.on('head', (frame: Frame) => this.take(frame, this.heads));
    this.socket.on('resync', (resync: Resync) => {
      this.resyncs.push(resync);
      void this.follow();
    });
    this.socket.on('problem', (problem: ProblemDocument) => this.problems.push(problem));
    for (const event of ['behind', 'moving']) this.socket.on(event, () => this.told.push(event));
  }

  async follow(position?: Position): Promise<Ack> {
    const request: FollowRequest = position ? { ...this.room, position } : this.room;
    return new Promise((resolve, reject) => {
      // In the callback, not after a promise: a frame may follow the answer in the same breath.
      this.socket.timeout(8_000).emit('follow', request, (error: Error | null, answer: Ack) => {
        if (error) return reject(error);
        this.answered(answer);
        resolve(answer);
      });
    });
  }

  /** Resolves when the view is at `seq`. */
  at(seq: number): Promise<true> {
    return waitUntil(`a reader at ${seq}`, () => (this.view?.position.seq ?? -1) >= seq || false).then(
      () => true,
    );
  }

  close(): void {
    this.socket.disconnect();
  }

  private answered(answer: Ack): void {
    this.answers.push(answer);
    if (!('mode' in answer)) return;
    if (answer.mode === 'snapshot') this.view = answer.snapshot;
    else this.take(answer.frame, this.frames);
  }

  private take(frame: Frame, list: Frame[]): void {
    list.push(frame);
    if (!this.view) return;
    const next = applyFrame(this.view, frame, this.room.city);
    if (typeof next === 'string') this.gaps += 1;
    else this.view = next;
  }
}
