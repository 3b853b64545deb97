import type { FollowRequest } from '#contract/follow';
import { CodedError } from '#contract/problems';
import { followRequest, roomName } from '../follow/follow-request.js';
import type { EncodedAnswer, Follows } from '../follow/follows.js';
import type { StoryFeed } from '../feed/story-feed.js';
import type { Seat } from '../feed/seat.js';
import type { RoomName } from '#contract/follow';
import { isSameRoom, type SocketReader } from '../reader/socket-reader.js';

const MOST_FOLLOWED = 20;

interface Following {
  readonly room: RoomName;
  feed?: StoryFeed;
  seat?: Seat;
  /** Answers on their way. */
  pending: number;
}

/** What one socket follows: at most 20 stories or cities of stories. */
export class Followings {
  private readonly followed: Following[] = [];
  private isOver = false;

  constructor(
    private readonly reader: SocketReader,
    private readonly follows: Follows,
  ) {}

  /** Calls `acknowledge` with the answer, and from there on the reader is sent every frame. */
  async follow(payload: unknown, acknowledge: (answer: EncodedAnswer) => void): Promise<void> {
    const request = followRequest(payload);
    if (this.isOver) return;
    this.reader.heard(request);
    const following = this.find(request) ?? this.begin(request);
    following.pending += 1;
    try {
      const answer = await this.follows.answer(request);
      // Only now: however many were asked for at once, one is added to what waits.
      if (this.reader.isFull)
        throw new CodedError(
          'too_many_requests',
          'Earlier answers are still on their way. Take them, then follow.',
        );
      acknowledge(answer);
      // Not when the reader left or unfollowed meanwhile.
      if (this.followed.includes(following) && !this.reader.isClosed) this.sit(following, answer);
    } finally {
      following.pending -= 1;
      if (!following.seat && following.pending === 0) this.forget(following);
    }
  }

  unfollow(payload: unknown): void {
    const room = roomName(payload);
    this.reader.heard(room);
    const following = this.find(room);
    if (following) this.leave(following);
  }

  /** Whether it has a place in the story. */
  isIn(story: string): boolean {
    return this.followed.some(({ room, seat }) => room.story === story && seat !== undefined);
  }

  /** Those it has a place in. */
  stories(): ReadonlySet<string> {
    return new Set(this.followed.flatMap(({ room, seat }) => (seat ? [room.story] : [])));
  }

  /** For good: what is still being answered takes no place. */
  leaveAll(): void {
    this.isOver = true;
    for (const following of [...this.followed]) this.leave(following);
  }

  private begin({ story, city }: FollowRequest): Following {
    if (this.followed.length >= MOST_FOLLOWED)
      throw new CodedError(
        'too_many_requests',
        `A connection follows at most ${MOST_FOLLOWED}. Unfollow one first.`,
      );
    const room = city === undefined ? { story } : { story, city };
    const following: Following = { room, pending: 0 };
    this.followed.push(following);
    return following;
  }

  private sit(following: Following, { feed, position }: EncodedAnswer): void {
    const { room } = following;
    if (following.seat) following.feed?.leave(room.city, following.seat);
    following.feed = feed;
    following.seat = feed.join(this.reader, room.city, position);
    if (!following.seat) this.reader.resync(room, 'epoch');
  }

  private leave(following: Following): void {
    this.forget(following);
    if (following.seat) following.feed?.leave(following.room.city, following.seat);
  }

  private find(room: RoomName): Following | undefined {
    return this.followed.find((following) => isSameRoom(following.room, room));
  }

  private forget(following: Following): void {
    const place = this.followed.indexOf(following);
    if (place >= 0) this.followed.splice(place, 1);
  }
}
