import type { DeskApi } from '#client/desk-api';
import type { Receipt } from '#contract/update';

type Method = 'POST' | 'PUT' | 'DELETE';

/**
 * What an editor does to a story. A request that had no answer and is sent again as it was carries the same id: it
 * happens once.
 */
export class Writes {
  private readonly unanswered = new Map<string, string>();

  constructor(
    private readonly api: DeskApi,
    private readonly address: string,
  ) {}

  /** Throws RefusedError, UnreachableError. */
  async send<T = Receipt>(
    method: Method,
    path: string,
    body: object = {},
    ifMatch?: string | number,
  ): Promise<T> {
    const asked = `${method} ${path} ${ifMatch ?? ''} ${JSON.stringify(body)}`;
    const requestId = this.unanswered.get(asked) ?? crypto.randomUUID();
    this.unanswered.set(asked, requestId);
    const sending = { body: { requestId, ...body }, ...(ifMatch !== undefined && { ifMatch }) };
    const answer = await this.api.send<T>(method, this.address + path, sending);
    this.unanswered.delete(asked);
    return answer;
  }
}
