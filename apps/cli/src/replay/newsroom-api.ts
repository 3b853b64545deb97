import type { ProblemDocument } from '#contract/problems';
import type { Delivery } from './day-file.js';

const ATTEMPTS = 60;
const RETRY_MS = 1_000;
const DISTURBED = new Set([429, 502, 503, 504]);

type DeliveryResult = { readonly id: string | null; readonly problem?: ProblemDocument };

/** The routes a replay needs. Repeats what the newsroom could not answer: nothing is recorded twice. */
export class NewsroomApi {
  constructor(
    private readonly url: string,
    private readonly token: string,
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
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.attempt(method, path, body);
      if (response && !DISTURBED.has(response.status)) return this.read(response);
      if (attempt === ATTEMPTS) throw new Error(`${this.url} does not answer.`);
      await new Promise((later) => setTimeout(later, RETRY_MS));
    }
  }

  private attempt(method: string, path: string, body: unknown): Promise<Response | undefined> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return fetch(this.url + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    }).catch(() => undefined);
  }

  private async read(response: Response): Promise<unknown> {
    if (response.status === 404) return null;
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { code, detail } = answer as ProblemDocument;
    throw new Error(`${code}: ${detail}`);
  }
}
