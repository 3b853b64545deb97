import type { Socket } from 'socket.io-client';
import type { DeskLogEntry, DeskLogPage, DeskMoved } from '#contract/desk';
import type { FollowAnswer, Frame, Moving, ReaderCount } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import { backoff } from './backoff.js';
import type { DeskApi } from './desk-api.js';
import { isProblem } from './problem-answer.js';
import type { Session } from './session.js';
import type { Heard, Line, Transport } from './transport.js';

/** Something that happened at the desk, as it is told. */
export type DeskNotice = DeskMoved['entries'][number];

export interface DeskLineOptions {
  /** Base address of the gateway; empty: this page's. */
  readonly url: string;
  readonly story: string;
  readonly session: Pick<Session, 'token' | 'forget'>;
  readonly api: Pick<DeskApi, 'get'>;
  readonly onDesk: (entries: readonly DeskNotice[]) => void;
  readonly onReaders?: (count: number) => void;
}

interface FromGateway {
  frame(frame: Frame): void;
  head(frame: Frame): void;
  resync(): void;
  moving(when: Moving): void;
  behind(): void;
  desk(moved: DeskMoved): void;
  readers(count: ReaderCount): void;
  problem(problem: ProblemDocument): void;
}
interface ToGateway {
  follow(request: object, answer: (answer: FollowAnswer | ProblemDocument) => void): void;
  attend(request: object, answer: (answer: DeskMoved | ProblemDocument) => void): void;
}
type DeskSocket = Socket<FromGateway, ToGateway>;

const WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/**
 * One connection of an editor at a story's desk: what happens at the desk, by number and without holes, and as a
 * `transport` what readers see. It comes back by itself, each time with a token that holds.
 */
export class DeskLine {
  private socket: DeskSocket | undefined;
  private heard: Heard | undefined;
  private position: Position | undefined;
  private deskSeq: number | undefined;
  /** What is told of the desk is taken in one after another: a hole is filled before what follows it. */
  private taking: Promise<void> = Promise.resolve();
  private isLoading = false;
  private isClosed = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: DeskLineOptions) {
    this.connect();
  }

  /** What a Follower follows the story over. */
  readonly transport: Transport = (_, heard) => {
    this.heard = heard;
    return {
      follow: (position) => {
        this.position = position;
        if (this.socket?.connected) this.follow();
        else this.connect();
      },
      drop: () => this.socket?.disconnect(),
      close: () => {
        this.heard = undefined;
      },
    } satisfies Line;
  };

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.socket?.disconnect();
  }

  private connect(): void {
    clearTimeout(this.timer);
    if (this.socket) this.socket.connect();
    else if (!this.isLoading) this.open().catch(() => this.lose());
  }

  private async open(): Promise<void> {
    this.isLoading = true;
    const { io } = await import('socket.io-client').finally(() => {
      this.isLoading = false;
    });
    if (this.isClosed) return;
    const { url, session } = this.options;
    const socket: DeskSocket = io(`${url}/desk`, {
      ...{ autoConnect: false, forceNew: true, reconnection: false },
      ...{ transports: ['websocket', 'polling'], tryAllTransports: true },
      auth: (give) => {
        session.token().then(
          (token) => give({ token }),
          () => this.lose(),
        );
      },
    });
    this.listen(socket);
    this.socket = socket;
    socket.connect();
  }

  private listen(socket: DeskSocket): void {
    socket.on('connect', () => {
      this.failures = 0;
      this.attend();
      if (this.heard) this.follow();
    });
    socket.on('connect_error', (error) => this.lose('data' in error ? error.data : undefined));
    socket.on('problem', ({ code }) => code === 'not_signed_in' && this.options.session.forget());
    socket.on('disconnect', (reason) => reason === 'io client disconnect' || this.lose());
    socket.on('frame', (frame) => this.heard?.frame(frame));
    socket.on('head', (frame) => this.heard?.frame(frame));
    socket.on('resync', () => this.heard?.again());
    socket.on('moving', ({ afterMs }) => this.heard?.again(afterMs));
    socket.on('behind', () => this.heard?.behind());
    socket.on('readers', ({ count }) => this.options.onReaders?.(count));
    socket.on('desk', (moved) => this.take(moved));
  }

  private lose(problem?: unknown): void {
    if (this.isClosed) return;
    if (isProblem(problem) && problem.code === 'not_signed_in') this.options.session.forget();
    this.socket?.disconnect();
    this.heard?.lost();
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), backoff(this.failures, WAIT_MS, LONGEST_WAIT_MS));
  }

  private follow(): void {
    const { story } = this.options;
    const request = { story, ...(this.position && { position: this.position }) };
    this.socket?.emit('follow', request, (answer) => {
      if (isProblem(answer)) this.heard?.lost(answer);
      else if (answer.mode === 'snapshot') this.heard?.snapshot(answer.snapshot);
      else this.heard?.frame(answer.frame);
    });
  }

  private attend(): void {
    this.socket?.emit('attend', { story: this.options.story }, (answer) => {
      if (!isProblem(answer)) this.take({ ...answer, entries: [] });
    });
  }

  private take(moved: DeskMoved): void {
    if (moved.story !== this.options.story) return;
    this.taking = this.taking.then(() => this.takeIn(moved)).catch(() => undefined); // the next number asks again
  }

  private async takeIn({ deskSeq, entries }: DeskMoved): Promise<void> {
    const have = this.deskSeq ?? deskSeq - entries.length;
    const fresh = entries.filter((entry) => entry.deskSeq > have);
    const isWhole = fresh.length === deskSeq - have;
    if (deskSeq > have) this.options.onDesk(isWhole ? fresh : await this.missed(have, deskSeq));
    this.deskSeq = deskSeq;
  }

  private async missed(after: number, upTo: number): Promise<DeskLogEntry[]> {
    const found: DeskLogEntry[] = [];
    for (let have = after; have < upTo; ) {
      const path = `/v1/stories/${encodeURIComponent(this.options.story)}/desk-log?after=${have}`;
      const { entries } = await this.options.api.get<DeskLogPage>(path);
      if (entries.length === 0) break;
      found.push(...entries);
      have = entries.at(-1)?.deskSeq ?? upTo;
    }
    return found;
  }
}
