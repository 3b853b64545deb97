import type { Socket } from 'socket.io';
import type { FollowRequest, RoomName } from '#contract/follow';
import { CodedError } from '#contract/problems';
import type { StoryFeed } from '../feed/story-feed.js';
import type { Seat } from '../feed/seat.js';
import { followRequest, roomName } from '../follow/follow-request.js';
import type { EncodedAnswer, Follows } from '../follow/follows.js';
import { roomKey, type SocketReader } from '../reader/socket-reader.js';
import { answered } from './answered.js';
import { EncodedJson } from './encoded-json.js';

const MOST_FOLLOWED = 20;

interface Following {
  feed?: StoryFeed;
  seat?: Seat;
  /** Answers on their way. */
  pending: number;
}

/** What one socket follows: at most 20 stories or cities of stories. */
export class Followings {
  private readonly followed = new Map<string, Following>();

  constructor(
    private readonly reader: SocketReader,
    private readonly follows: Follows,
  ) {}

  listen(socket: Socket): void {
    socket.on(
      'follow',
      answered((payload, acknowledge) => this.follow(followRequest(payload), acknowledge)),
    );
    socket.on(
      'unfollow',
      answered((payload, acknowledge) => {
        this.leave(roomName(payload));
        acknowledge({});
      }),
    );
    socket.on('disconnect', () => {
      this.leaveAll();
      this.reader.gone();
    });
  }

  private async follow(request: FollowRequest, acknowledge: (answer: unknown) => void): Promise<void> {
    this.reader.heard(request);
    const key = roomKey(request);
    const following = this.followed.get(key) ?? this.begin(key);
    following.pending += 1;
    try {
      const answer = await this.follows.answer(request);
      acknowledge(new EncodedJson(textOf(answer)));
      this.reader.answered();
      // Not when the reader left or unfollowed meanwhile.
      if (this.followed.get(key) === following && !this.reader.isClosed) this.sit(request, following, answer);
    } finally {
      following.pending -= 1;
      const isVain = !following.seat && following.pending === 0;
      if (isVain && this.followed.get(key) === following) this.followed.delete(key);
    }
  }

  private begin(key: string): Following {
    if (this.followed.size >= MOST_FOLLOWED)
      throw new CodedError(
        'too_many_requests',
        `A connection follows at most ${MOST_FOLLOWED}. Unfollow one first.`,
      );
    const following: Following = { pending: 0 };
    this.followed.set(key, following);
    return following;
  }

  private sit({ story, city }: RoomName, following: Following, { feed, position }: EncodedAnswer): void {
    if (following.seat) following.feed?.leave(city, following.seat);
    following.feed = feed;
    following.seat = feed.join(this.reader, city, position);
    if (!following.seat) this.reader.resync(city === undefined ? { story } : { story, city }, 'epoch');
  }

  private leave(room: RoomName): void {
    this.reader.heard(room);
    const key = roomKey(room);
    const following = this.followed.get(key);
    this.followed.delete(key);
    if (following?.seat) following.feed?.leave(room.city, following.seat);
  }

  private leaveAll(): void {
    for (const key of [...this.followed.keys()]) {
      const [story, city] = JSON.parse(key) as [string, string?];
      this.leave(city === undefined ? { story } : { story, city });
    }
  }
}

function textOf(answer: EncodedAnswer): string {
  return answer.mode === 'resume'
    ? `{"mode":"resume","frame":${answer.frame.text}}`
    : `{"mode":"snapshot","why":"${answer.why}","snapshot":${answer.snapshot.text}}`;
}
