import type { PostUpdate, Receipt } from '#contract/update';
import { storyAddress } from './transport.js';
import { type Attempt, untilAnswered } from './until-answered.js';

export interface PostUpdateOptions {
  readonly url: string;
  /** Bearer token of the reporter. */
  readonly token: string;
  readonly story: string;
  readonly update: PostUpdate;
  /** Ends the attempts. The update may have been recorded: the same id asks again safely. */
  readonly signal?: AbortSignal;
  readonly onAttempt?: (attempt: Attempt) => void;
}

/**
 * Files an update until the newsroom has answered, always with the same id: it is recorded once however often it
 * arrives. A receipt that is `submitted` or `scheduled`: it waits at the desk. Throws RefusedError when the newsroom refuses
 * it, the signal’s reason when aborted.
 */
export function postUpdate(options: PostUpdateOptions): Promise<Receipt> {
  const { url, story, token, update, signal, onAttempt } = options;
  const address = storyAddress({ url, story }, '/updates');
  return untilAnswered<Receipt>({ address, method: 'POST', token, body: update, signal, onAttempt });
}
