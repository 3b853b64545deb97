import type { Packet } from 'socket.io-parser';
import { problemDocument } from '#contract/problems';
import type { Audience } from '../audience/audience.js';
import { Attended } from '../desk/attended.js';
import { forwardPost } from '../desk/desk-posts.js';
import type { DeskNews } from '../desk/desk-news.js';
import type { DeskSessions } from '../desk/desk-sessions.js';
import type { Follows } from '../follow/follows.js';
import type { Line } from '../line/line.js';
import type { Readers } from '../reader/readers.js';
import { SocketReader } from '../reader/socket-reader.js';
import type { ApiClient } from '../source/api-client.js';
import { isHeard } from './events.js';
import { Followings } from './followings.js';
import { ackPacket, eventPacket } from './packet.js';
import { problemOf } from './problem-of.js';

/** What every member works with. */
export interface MemberMeans {
  readonly follows: Follows;
  readonly readers: Readers;
  readonly desk: DeskSessions;
  readonly audience: Audience;
  readonly news: DeskNews;
  readonly api: ApiClient;
}
export const NAMESPACES = ['/live', '/desk'] as const;
export type Namespace = (typeof NAMESPACES)[number];

/** One connection in one namespace: a reader, and with a token one at the desk. */
export class Member {
  private readonly reader: SocketReader;
  private readonly followings: Followings;
  private readonly attended: Attended;
  private readonly endings: (() => void)[] = [];

  constructor(
    readonly namespace: Namespace,
    private readonly line: Line,
    private readonly means: MemberMeans,
    private readonly token?: string,
  ) {
    this.reader = new SocketReader(line, namespace, means.readers.metrics);
    this.followings = new Followings(this.reader, means.follows);
    this.attended = new Attended(means.api, token ?? '');
    means.readers.add(this.reader);
    if (token !== undefined) this.sitAtTheDesk(token);
  }

  leave(): void {
    this.followings.leaveAll();
    this.reader.gone();
    this.means.readers.remove(this.reader);
    for (const end of this.endings) end();
  }

  tell(event: string, payload: unknown): void {
    this.line.say(eventPacket(this.namespace, event, payload));
  }

  /** The answer goes through the acknowledgement, an error as its problem document; who asks for none starts nothing. */
  heard({ id, data }: Packet): void {
    if (id === undefined) return;
    const acknowledge = (answer: unknown) => this.line.say(ackPacket(this.namespace, id, answer));
    Promise.resolve()
      .then(() => this.handle(data as unknown[], id))
      .then((answer) => answer !== undefined && acknowledge(answer))
      .catch((error: unknown) => acknowledge(problemOf(error)));
  }

  /** Undefined: answered already, or no event for this member. */
  private async handle([event, payload]: unknown[], id: number): Promise<unknown> {
    const { followings, line, namespace, token = '' } = this;
    if (!isHeard(event, this.token !== undefined)) return undefined;
    if (event === 'post') return forwardPost(payload, token, this.means.api);
    if (event === 'follow')
      return followings.follow(payload, ({ body }) => line.answer(body.ack(namespace, id)));
    if (event === 'attend') return this.attended.attend(payload);
    if (event === 'unattend') this.attended.unattend(payload);
    else followings.unfollow(payload);
    return {};
  }

  private sitAtTheDesk(token: string): void {
    const { desk, audience, news } = this.means;
    const release = desk.hold(token, (code) => {
      this.tell('problem', problemDocument(code));
      this.line.close(code);
    });
    const follows = (story: string) => this.followings.isIn(story);
    const leave = audience.attend({
      follows,
      tell: (count) => this.tell('readers', count),
    });
    const hearNoMore = news.attend({
      token,
      stories: () => new Set([...this.followings.stories(), ...this.attended.stories]),
      tell: (moved) => this.tell('desk', moved),
    });
    this.endings.push(release, leave, hearNoMore);
  }
}
