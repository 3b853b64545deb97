import { randomUUID } from 'node:crypto';
import type { DeskSettings, FilingView } from '#contract/filing';
import type { ProblemDocument } from '#contract/problems';
import type { Desk } from './at-the-desk.js';
import { type Answer, ask, type ReceiptOrProblem } from './newsroom-people.js';

export type FilingOrProblem = FilingView &
  Omit<ProblemDocument, 'status' | 'current'> & { current?: unknown };
interface Page {
  readonly filings: readonly FilingView[];
  readonly older: string | null;
}
const SETTINGS: DeskSettings = { review: 'none', trusted: [], delay: 0, cityDelays: {} };
const matching = (version: number | null): Record<string, string> =>
  version === null ? {} : { 'if-match': `"${version}"` };

/** What waits at a story's desk, as the holder of the desk's token has it. */
export class Queue {
  constructor(private readonly desk: Desk) {}

  as(token: string): Queue {
    return new Queue(this.desk.as(token));
  }

  async list(query = ''): Promise<readonly FilingView[]> {
    const { body } = await ask<Page>(`${this.desk.address}/filings${query}`, { token: this.desk.token });
    return body.filings;
  }

  /** All of them, page by page. */
  async all(query: string): Promise<FilingView[]> {
    const found: FilingView[] = [];
    const { origin } = new URL(this.desk.address);
    for (let next: string | null = `${this.desk.address}/filings${query}`; next !== null; ) {
      const { body }: Answer<Page> = await ask<Page>(next, { token: this.desk.token });
      found.push(...body.filings);
      next = body.older && origin + body.older;
    }
    return found;
  }

  one(id: string): Promise<Answer<FilingOrProblem>> {
    return ask(`${this.desk.address}/filings/${id}`, { token: this.desk.token });
  }

  /** `what`: `submission`, `publication`, `sending-back`, `discarding`. */
  move<T = ReceiptOrProblem>(
    id: string,
    what: string,
    { version, ...body }: { version: number | null; [field: string]: unknown },
  ): Promise<Answer<T>> {
    const asked = { requestId: randomUUID(), ...body };
    return this.desk.send('POST', `/filings/${id}/${what}`, asked, matching(version));
  }

  save(id: string, version: number | null, content: object): Promise<Answer<FilingOrProblem>> {
    return this.desk.send('PUT', `/filings/${id}`, { content }, matching(version));
  }

  withdraw(id: string, version: number | null): Promise<Answer<FilingOrProblem>> {
    return ask(`${this.desk.address}/filings/${id}`, {
      ...{ method: 'DELETE', token: this.desk.token, headers: matching(version) },
    });
  }

  /** How the desk works from now on; what is not named is as it starts. */
  async works(changes: Partial<DeskSettings>): Promise<void> {
    const address = `${this.desk.address}/desk-settings`;
    const { body } = await ask<{ version: number }>(address, { token: this.desk.token });
    const { status, body: answer } = await this.desk.send(
      ...(['PUT', '/desk-settings', { ...SETTINGS, ...changes }, matching(body.version)] as const),
    );
    if (status !== 200) throw new Error(`The desk works as before: ${JSON.stringify(answer)}`);
  }
}
