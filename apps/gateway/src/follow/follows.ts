import type { FollowRequest, RoomName, SnapshotReason } from '#contract/follow';
import { CodedError } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import type { StoryFeed } from '../feed/story-feed.js';
import type { StoryFeeds } from '../feed/story-feeds.js';
import type { GatewayMetrics, ResumeSource } from '../gateway-metrics.js';
import { ApiUnavailableError } from '../source/api-client.js';
import type { AnswerBody } from './answer-body.js';
import { AnswerShelf } from './answer-shelf.js';

/** The answer to a follow, encoded, and where the reader is once it has it. */
export interface EncodedAnswer {
  readonly feed: StoryFeed;
  readonly position: Position;
  readonly body: AnswerBody;
}

/** A snapshot's source may be of an epoch that began while it was asked: then once more. */
const ATTEMPTS = 3;

/** Answers those who begin to follow: all they missed, or a snapshot and why. Never a silent hole. */
export class Follows {
  private readonly shelf = new AnswerShelf();

  constructor(
    private readonly feeds: StoryFeeds,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** What a reader of the room is sent comes from it. Rejects when there is no such story or city. */
  async feedOf({ story, city }: RoomName): Promise<StoryFeed> {
    const feed = await this.feeds.followed(story);
    if (city !== undefined && !(await feed.hasCity(city)))
      throw new CodedError('unknown_city', 'The story has no such city.', [
        { path: 'city', message: 'is not one of the story’s cities' },
      ]);
    return feed;
  }

  async answer(request: FollowRequest): Promise<EncodedAnswer> {
    const { city, position } = request;
    const feed = await this.feedOf(request);
    const resumed = position === undefined ? 'new' : await resume(feed, city, position);
    const answer = typeof resumed === 'string' ? await this.snapshot(feed, city, resumed) : resumed;
    if (typeof resumed !== 'string') this.metrics.by.resumes[resumed.source] += 1;
    this.metrics.counts.answerBytes += answer.body.bytes;
    return answer;
  }

  private async snapshot(
    feed: StoryFeed,
    city: string | undefined,
    why: SnapshotReason,
  ): Promise<EncodedAnswer> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const snapshot = await feed.snapshot(city);
      if (snapshot) {
        this.metrics.by.snapshots[why] += 1;
        return { feed, position: snapshot.position, body: this.shelf.snapshot(snapshot, why) };
      }
      await feed.catchUp('api');
    }
    throw new ApiUnavailableError('No source has a snapshot as new as what was served.');
  }
}

/** The missed events, or why there must be a snapshot. */
async function resume(
  feed: StoryFeed,
  city: string | undefined,
  { epoch, seq }: Position,
): Promise<(EncodedAnswer & { readonly source: ResumeSource }) | SnapshotReason> {
  if (feed.position?.epoch !== epoch) return 'epoch';
  // Live can be behind a reader after Redis lost its last seconds; the api knows the journal's head.
  if (seq > feed.position.seq) await feed.catchUp('api');
  if (seq > (feed.position?.seq ?? 0)) return 'ahead';
  const resumed = await feed.resumed(seq, city);
  if (feed.position?.epoch !== epoch) return 'epoch';
  return resumed === null ? 'too_old' : { feed, ...resumed };
}
