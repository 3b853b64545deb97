import { randomUUID } from 'node:crypto';
import { type Packet, PacketType } from 'socket.io-parser';
import { problemDocument } from '#contract/problems';
import { forwardPost } from '../desk/desk-posts.js';
import type { DeskSessions } from '../desk/desk-sessions.js';
import type { EncodedAnswer, Follows } from '../follow/follows.js';
import type { Line, LineListener } from '../line/line.js';
import type { Readers } from '../reader/readers.js';
import { SocketReader } from '../reader/socket-reader.js';
import type { ApiClient } from '../source/api-client.js';
import { Followings } from './followings.js';
import { InboundBudget } from './inbound-budget.js';
import { ackPacket, connected, decodePacket, eventPacket, notConnected } from './packet.js';
import { problemOf } from './problem-of.js';

/** What every session works with. */
export interface SessionMeans {
  readonly follows: Follows;
  readonly readers: Readers;
  readonly desk: DeskSessions;
  readonly api: ApiClient;
}

const NAMESPACES = ['/live', '/desk'] as const;
type Namespace = (typeof NAMESPACES)[number];

/** One namespace that a connection joined. */
interface Membership {
  readonly namespace: Namespace;
  readonly reader: SocketReader;
  readonly followings: Followings;
  /** At the desk: who it is, and what ends that being asked about. */
  readonly token?: string;
  readonly release?: () => void;
}

/** Socket.io 5 over one line: `/live` for readers, `/desk` for those who are signed in. */
export class Session implements LineListener {
  private readonly budget = new InboundBudget();
  private memberships: Membership[] = [];
  private isGone = false;

  constructor(
    private readonly line: Line,
    private readonly means: SessionMeans,
  ) {}

  get isInUse(): boolean {
    return this.memberships.length > 0;
  }

  /** Never throws: what comes in may be anything. */
  heard(text: string): void {
    if (!this.line.isOpen) return;
    const packet = this.budget.takes(text, Date.now()) ? decodePacket(text) : 'too many';
    if (packet === 'too many') this.refuse();
    else if (packet === null) this.line.close();
    else this.take(packet);
  }

  gone(): void {
    this.isGone = true;
    for (const membership of [...this.memberships]) this.leave(membership);
  }

  private take(packet: Packet): void {
    const membership = this.memberships.find(({ namespace }) => namespace === packet.nsp);
    if (packet.type === PacketType.CONNECT) this.connect(packet);
    else if (membership && packet.type === PacketType.EVENT) this.event(membership, packet);
    else if (membership && packet.type === PacketType.DISCONNECT) this.leave(membership);
  }

  private connect({ nsp, data }: Packet): void {
    const namespace = NAMESPACES.find((one) => one === nsp);
    if (!namespace) this.line.say(notConnected(nsp, 'Invalid namespace'));
    else if (this.memberships.some((membership) => membership.namespace === namespace)) this.line.close();
    else if (namespace === '/live') this.join(namespace);
    else this.connectDesk((data as { token?: unknown } | undefined)?.token);
  }

  private connectDesk(token: unknown): void {
    this.means.desk.signIn(token).then(
      () => this.line.isOpen && this.joinDesk(token as string),
      (error: unknown) => {
        const problem = problemOf(error);
        this.line.say(notConnected('/desk', problem.title, problem));
      },
    );
  }

  private joinDesk(token: string): void {
    if (this.memberships.some(({ namespace }) => namespace === '/desk')) {
      this.line.close();
      return;
    }
    this.budget.raiseForDesk();
    const release = this.means.desk.hold(token, (code) => {
      this.tell('/desk', 'problem', problemDocument(code));
      this.line.close();
    });
    this.join('/desk', { token, release });
  }

  private join(namespace: Namespace, signedIn: Pick<Membership, 'token' | 'release'> = {}): void {
    const { follows, readers } = this.means;
    const reader = new SocketReader(this.line, namespace, readers.metrics);
    const followings = new Followings(reader, follows);
    this.memberships.push({ namespace, reader, followings, ...signedIn });
    readers.add(reader);
    this.line.say(connected(namespace, randomUUID()));
  }

  private leave(membership: Membership): void {
    this.memberships = this.memberships.filter((one) => one !== membership);
    membership.followings.leaveAll();
    membership.reader.gone();
    membership.release?.();
    this.means.readers.remove(membership.reader);
  }

  /** The answer goes through the acknowledgement, an error as its problem document; who asks for none starts nothing. */
  private event(membership: Membership, { id, data }: Packet): void {
    if (id === undefined) return;
    const { namespace } = membership;
    const acknowledge = (answer: unknown) => this.line.say(ackPacket(namespace, id, answer));
    Promise.resolve()
      .then(() => this.handle(membership, data as unknown[], id))
      .then((answer) => answer !== undefined && acknowledge(answer))
      .catch((error: unknown) => acknowledge(problemOf(error)));
  }

  /** Undefined: answered already, or no event of ours. */
  private async handle(membership: Membership, [event, payload]: unknown[], id: number): Promise<unknown> {
    const { followings, namespace, token } = membership;
    if (event === 'follow')
      await followings.follow(payload, (answer: EncodedAnswer) => this.answer(namespace, id, answer));
    if (event === 'unfollow') followings.unfollow(payload);
    if (event === 'post' && token !== undefined) return forwardPost(payload, token, this.means.api);
    return event === 'unfollow' ? {} : undefined;
  }

  private answer(namespace: Namespace, id: number, answer: EncodedAnswer): void {
    if (!this.isGone) this.line.answer(answer.body.ack(namespace, id));
  }

  private refuse(): void {
    const problem = problemDocument('too_many_requests', 'At most 20 events and 64 KB a second.');
    for (const { namespace } of this.memberships) this.tell(namespace, 'problem', problem);
    this.line.close();
  }

  private tell(namespace: Namespace, event: string, payload: unknown): void {
    this.line.say(eventPacket(namespace, event, payload));
  }
}
