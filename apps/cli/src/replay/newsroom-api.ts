import { RefusedError } from '#client/refused-error';
import { type Attempt, untilAnswered } from '#client/until-answered';
import type { ProblemDocument } from '#contract/problems';
import type { Delivery } from './day-file.js';

/** A restart of the newsroom, and of everything under it, takes less. */
const PATIENCE_MS = 120_000;

interface Newsroom {
  readonly url: string;
  readonly token: string;
}
type DeliveryResult = { readonly id: string | null; readonly problem?: ProblemDocument };

/** The routes a replay needs. Asks again what the newsroom could not answer, and says so: nothing is recorded twice. */
export class NewsroomApi {
  constructor(
    private readonly newsroom: Newsroom,
    private readonly say: (sentence: string) => void,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Sends deliveries of one story; resolves to what was refused, each with its reason. */
  async deliver(deliveries: readonly Delivery[]): Promise<string[]> {
    const story = deliveries[0]?.story ?? '';
    const body = { deliveries: deliveries.map(({ line }) => line) };
    const { results } = (await this.send(
      'POST',
      `/v1/stories/${encodeURIComponent(story)}/deliveries`,
      body,
    )) as {
      results: readonly DeliveryResult[];
    };
    return results.flatMap(({ id, problem }) => (problem ? `${id}: ${problem.code}: ${problem.detail}` : []));
  }

  /** The answer's JSON; null when there is nothing at the address. Throws with the problem's words on other refusals. */
  async send(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const { url, token } = this.newsroom;
    const signal = AbortSignal.timeout(this.patienceMs);
    const onAttempt = (attempt: Attempt) => this.say(waiting(attempt));
    try {
      return await untilAnswered({ address: url + path, method, token, body, signal, onAttempt });
    } catch (error) {
      if (signal.aborted) throw new Error(`${url} does not answer. Replay again when it does.`);
      if (!(error instanceof RefusedError)) throw error;
      if (error.problem.status === 404) return null;
      throw new Error(`${error.problem.code}: ${error.message}`, { cause: error });
    }
  }
}

function waiting({ waitMs, problem }: Attempt): string {
  const what = problem ? `answers ${problem.code}` : 'does not answer';
  return `The newsroom ${what}; asked again in ${(waitMs / 1_000).toFixed(1)} s.`;
}
