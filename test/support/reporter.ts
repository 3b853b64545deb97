import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PostUpdate, Receipt } from '#contract/update';
import { backoff } from '#client/backoff';
import { postUpdate } from '#client/post-update';
import { type Answer, ask } from './newsroom-people.js';

type Asked = Parameters<typeof ask>[1];

/** Asks until the newsroom has answered: what is repeated carries the same id. */
export async function askUntilAnswered<T>(url: string, asked: Asked): Promise<Answer<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask<T>(url, asked).catch(() => null);
    if (answer && answer.status < 500) return answer;
    await pause(backoff(attempt, 200, 2_000));
  }
}

/** Somebody who files, corrects and withdraws, and keeps every receipt. */
export class Reporter {
  readonly receipts: Receipt[] = [];
  readonly refusals: Answer[] = [];

  constructor(
    private readonly newsroom: { readonly url: string; readonly story: string },
    private readonly token: string,
  ) {}

  async post(update: PostUpdate): Promise<Receipt> {
    const receipt = await postUpdate({ ...this.newsroom, token: this.token, update });
    this.receipts.push(receipt);
    return receipt;
  }

  correct({ id, revision }: Receipt, text: string, figures: PostUpdate['figures'] = []): Promise<Answer> {
    return this.do(`updates/${id}/revisions`, {
      method: 'POST',
      headers: { 'if-match': `"${revision}"` },
      body: { requestId: randomUUID(), correctionNote: 'A better count.', text, figures },
    });
  }

  retract({ id }: Receipt): Promise<Answer> {
    const body = { requestId: randomUUID(), note: 'It was elsewhere.' };
    return this.do(`updates/${id}/retraction`, { method: 'POST', body });
  }

  pin({ id }: Receipt, method: 'PUT' | 'DELETE' = 'PUT'): Promise<Answer> {
    return this.do(`pins/${id}`, { method, body: { requestId: randomUUID() } });
  }

  private async do(below: string, asked: Asked): Promise<Answer> {
    const { url, story } = this.newsroom;
    const answer = await askUntilAnswered<Receipt>(`${url}/v1/stories/${story}/${below}`, {
      ...asked,
      token: this.token,
    });
    if (answer.status < 300) this.receipts.push(answer.body);
    else this.refusals.push(answer);
    return answer;
  }
}
