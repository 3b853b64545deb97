import { randomUUID } from 'node:crypto';
import { type Packet, PacketType } from 'socket.io-parser';
import { LIMITS } from '#contract/limits';
import { problemDocument } from '#contract/problems';
import type { Line, LineListener } from '../line/line.js';
import { InboundBudget } from './inbound-budget.js';
import { Member, type MemberMeans, type Namespace, NAMESPACES } from './member.js';
import { connected, decodePacket, notConnected } from './packet.js';
import { problemOf } from './problem-of.js';

/** Socket.io over one line: `/live` for readers, `/desk` for those who are signed in. */
export class Session implements LineListener {
  private readonly budget = new InboundBudget();
  private members: Member[] = [];

  constructor(
    private readonly line: Line,
    private readonly means: MemberMeans,
  ) {}

  get isInUse(): boolean {
    return this.members.length > 0;
  }

  /** Never throws: what comes in may be anything. */
  heard(text: string): void {
    if (!this.line.isOpen) return;
    if (!this.budget.takes(text, Date.now()))
      this.end('too_many_requests', 'At most 20 events and 64 KB a second.');
    // Whatever is said is answered, so one who takes no answers is not heard without end.
    else if (this.line.unsent > LIMITS.readerCutBytes) this.end('reader_too_slow');
    else this.take(decodePacket(text));
  }

  gone(): void {
    for (const member of this.members) member.leave();
    this.members = [];
  }

  private take(packet: Packet | null): void {
    if (packet === null) {
      this.line.close('protocol_error');
      return;
    }
    const member = this.members.find(({ namespace }) => namespace === packet.nsp);
    if (packet.type === PacketType.CONNECT) this.connect(packet);
    else if (member && packet.type === PacketType.EVENT) member.heard(packet);
    else if (member && packet.type === PacketType.DISCONNECT) {
      this.members = this.members.filter((one) => one !== member);
      member.leave();
    }
  }

  private connect({ nsp, data }: Packet): void {
    const namespace = NAMESPACES.find((one) => one === nsp);
    if (!namespace) this.line.say(notConnected(nsp, 'Invalid namespace'));
    else if (namespace === '/live') this.join(namespace);
    else this.signIn((data as { token?: unknown } | undefined)?.token);
  }

  private signIn(token: unknown): void {
    this.means.desk.signIn(token).then(
      () => this.join('/desk', token as string),
      (error: unknown) => {
        const problem = problemOf(error);
        this.line.say(notConnected('/desk', problem.title, problem));
      },
    );
  }

  private join(namespace: Namespace, token?: string): void {
    if (!this.line.isOpen) return;
    if (this.members.some((member) => member.namespace === namespace)) {
      this.line.close('protocol_error');
      return;
    }
    if (token !== undefined) this.budget.raiseForDesk();
    this.members.push(new Member(namespace, this.line, this.means, token));
    this.line.say(connected(namespace, randomUUID()));
  }

  private end(code: 'too_many_requests' | 'reader_too_slow', detail?: string): void {
    const problem = problemDocument(code, detail);
    for (const member of this.members) member.tell('problem', problem);
    this.line.close(code);
  }
}
