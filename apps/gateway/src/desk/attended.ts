import { CodedError } from '#contract/problems';
import { isId, isObject, malformed } from '../follow/follow-request.js';
import type { ApiClient } from '../source/api-client.js';

const MOST_ATTENDED = 20;

/** The stories whose desk one is at without following them: those that readers do not see yet, too. */
export class Attended {
  readonly stories = new Set<string>();

  constructor(
    private readonly api: Pick<ApiClient, 'deskLog'>,
    private readonly token: string,
  ) {}

  /** `attend {story}`: where its desk is; from there on what happens is told. The api says who may. */
  async attend(payload: unknown): Promise<{ readonly story: string; readonly deskSeq: number }> {
    const story = storyIn(payload);
    const { deskSeq } = await this.api.deskLog(story, undefined, this.token);
    if (this.stories.size >= MOST_ATTENDED && !this.stories.has(story))
      throw new CodedError('too_many_requests', `A connection attends at most ${MOST_ATTENDED} desks.`);
    this.stories.add(story);
    return { story, deskSeq };
  }

  unattend(payload: unknown): void {
    this.stories.delete(storyIn(payload));
  }
}

function storyIn(payload: unknown): string {
  if (!isObject(payload) || !isId(payload['story'])) throw malformed('story', 'Name the story by its id.');
  return payload['story'];
}
