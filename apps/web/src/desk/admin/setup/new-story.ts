import type { DeskApi } from '#client/desk-api';
import { RefusedError } from '#client/refused-error';
import type { StorySetup } from '#contract/story';

/** The address is another live blog's already. */
export class AddressTakenError extends Error {
  override readonly name = 'AddressTakenError';

  constructor(readonly story: string) {
    super(`There is a live blog at ${story} already. Choose another address.`);
  }
}

/** Opens it; one that is there is not touched. Throws AddressTakenError, RefusedError, UnreachableError. */
export async function openStory(api: DeskApi, story: string, setup: StorySetup): Promise<void> {
  const address = encodeURIComponent(story);
  const isFree = await api.get(`/v1/desk/stories/${address}`).then(
    () => false,
    (error: unknown) => {
      if (error instanceof RefusedError && error.problem.code === 'story_not_found') return true;
      throw error;
    },
  );
  if (!isFree) throw new AddressTakenError(story);
  await api.send('PUT', `/v1/stories/${address}`, { body: withoutEmpty(setup) });
}

/** Fields that were left empty are not sent. */
export function withoutEmpty({ standfirst, date, ...setup }: StorySetup): StorySetup {
  return { ...setup, ...(standfirst && { standfirst }), ...(date && { date }) };
}
