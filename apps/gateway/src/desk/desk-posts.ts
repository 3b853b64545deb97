import { LIMITS } from '#contract/limits';
import { CodedError, problemDocument } from '#contract/problems';
import { isId, isObject, malformed } from '../follow/follow-request.js';
import { type ApiClient, problemIn } from '../source/api-client.js';

/** `post {story, update}`: the same body and the same answer as over HTTP, where everything about it is decided. */
export async function forwardPost(payload: unknown, token: string, api: ApiClient): Promise<unknown> {
  if (!isObject(payload)) throw malformed('', 'Say {story, update}.');
  const { story, update } = payload;
  if (!isId(story)) throw malformed('story', 'Name the story by its id.');
  if (!isObject(update)) throw malformed('update', 'Give the update as an object.');
  const body = encoded(update);
  if (Buffer.byteLength(body) > LIMITS.updateBytes)
    throw new CodedError('too_large', 'An update has at most 32 KB.');
  // The post may have arrived although no answer came back: the same post again resolves it.
  const answer = await api
    .post(`/v1/stories/${encodeURIComponent(story)}/updates`, body, token)
    .catch(() => undefined);
  if (answer === undefined) return problemDocument('outcome_unknown');
  if (answer.status < 300) return JSON.parse(answer.text);
  return problemIn(answer.text) ?? problemDocument('unavailable');
}

/** Nesting beyond what the encoder can walk is no update. */
function encoded(update: Record<string, unknown>): string {
  try {
    return JSON.stringify(update);
  } catch {
    throw new CodedError('too_deep', `An update is nested at most ${LIMITS.jsonDepth} deep.`);
  }
}
