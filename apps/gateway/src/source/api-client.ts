import type { DeskLogPage } from '#contract/desk';
import type { EventRange } from '#contract/follow';
import { CodedError, type ProblemDocument, PROBLEMS } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import type { GatewayConfig } from '../gateway-config.js';

/** The api did not answer, or not in time; nobody knows more. */
export class ApiUnavailableError extends Error {
  override readonly name = 'ApiUnavailableError';
}

interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/** The api as a gateway uses it. Problems come back as CodedError, silence as ApiUnavailableError. */
export class ApiClient {
  constructor(
    private readonly config: GatewayConfig,
    private readonly deadlineMs = 2_000,
  ) {}

  /** The snapshot's JSON text. */
  snapshot(story: string, city?: string): Promise<string> {
    const filter = city === undefined ? '' : `?city=${encodeURIComponent(city)}`;
    return this.get(`/v1/stories/${encodeURIComponent(story)}${filter}`);
  }

  /** What came after a position: at most 500 events. */
  async after(story: string, { epoch, seq }: Position): Promise<EventRange> {
    const query = `?after=${seq}&epoch=${encodeURIComponent(epoch)}`;
    return JSON.parse(
      await this.get(`/v1/stories/${encodeURIComponent(story)}/events${query}`),
    ) as EventRange;
  }

  session(token: string): Promise<string> {
    return this.get('/v1/session', token);
  }

  /** What is on record at a story's desk above a number, or where the desk is: as the token's holder may see it. */
  async deskLog(story: string, after: number | undefined, token: string): Promise<DeskLogPage> {
    const query = after === undefined ? '?limit=1' : `?after=${after}`;
    return JSON.parse(
      await this.get(`/v1/stories/${encodeURIComponent(story)}/desk-log${query}`, token),
    ) as DeskLogPage;
  }

  /** Forwards a post with its sender's token; any answer of the api comes back as it is. */
  post(path: string, body: string, token: string): Promise<ApiAnswer> {
    return this.ask(path, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  }

  private async get(path: string, token?: string): Promise<string> {
    const init = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
    const { status, text } = await this.ask(path, init);
    if (status === 200) return text;
    const problem = problemIn(text);
    if (status >= 500 || problem === null) throw new ApiUnavailableError(`The api answered ${status}.`);
    throw new CodedError(problem.code, problem.detail ?? problem.title, problem.fields);
  }

  private async ask(path: string, init: RequestInit): Promise<ApiAnswer> {
    try {
      const signal = AbortSignal.timeout(this.deadlineMs);
      const response = await fetch(`${this.config.apiUrl}${path}`, { ...init, signal });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new ApiUnavailableError('The api did not answer.', { cause: error });
    }
  }
}

/** The problem document in an answer, if it is one of ours. */
export function problemIn(text: string): ProblemDocument | null {
  try {
    const document = JSON.parse(text) as ProblemDocument | null;
    return typeof document?.code === 'string' && Object.hasOwn(PROBLEMS, document.code) ? document : null;
  } catch {
    return null;
  }
}
