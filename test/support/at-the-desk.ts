import { randomUUID } from 'node:crypto';
import type { BoardView } from '#contract/decision';
import type { ProblemDocument } from '#contract/problems';
import type { Snapshot } from '#contract/snapshot';
import type { StoryTurn } from '#contract/story';
import type { TotalsState } from '#contract/totals';
import type { PostUpdate, Receipt, UpdateView } from '#contract/update';
import type { Dateline } from './dateline.js';
import { type Answer, anUpdate, ask, aStory, type ReceiptOrProblem } from './newsroom-people.js';

type Headers = Record<string, string>;
/** A request's body with a fresh id of its own, unless it brings one. */
const withId = (body: object): object => ({ requestId: randomUUID(), ...body });

/** One story, and what people with one token do to it. */
export class Desk {
  private constructor(
    readonly story: string,
    readonly address: string,
    readonly token: string,
  ) {}

  static async open(dateline: Dateline, role: 'editor' | 'admin' = 'editor'): Promise<Desk> {
    const { id, address } = await aStory(dateline);
    return new Desk(id, address, await dateline.token(role));
  }

  /** Another story of the same newsroom. */
  of(story: string, token: string): Desk {
    return new Desk(story, this.address.replace(this.story, story), token);
  }

  /** The same story, for the holder of another token. */
  as(token: string): Desk {
    return new Desk(this.story, this.address, token);
  }

  /** The same story and token, at another api. */
  at(address: string): Desk {
    return new Desk(this.story, address, this.token);
  }

  post(fields: Partial<PostUpdate> = {}): Promise<Answer<ReceiptOrProblem>> {
    return this.send('POST', '/updates', anUpdate(fields));
  }

  /** Posts, and fails unless it was recorded. */
  async filed(fields: Partial<PostUpdate> = {}): Promise<Receipt> {
    const { status, body } = await this.post(fields);
    if (status !== 201) throw new Error(`It was not recorded: ${JSON.stringify(body)}`);
    return body as Receipt;
  }

  revise(id: string, ifMatch: number | null, body: object): Promise<Answer<ReceiptOrProblem>> {
    const headers: Headers = ifMatch === null ? {} : { 'if-match': `"${ifMatch}"` };
    const content = { text: 'Corrected.', figures: [], correctionNote: 'A slip.', ...body };
    return this.send('POST', `/updates/${id}/revisions`, withId(content), headers);
  }

  /** `what`: `retraction`, `restoration`, `erasure`, `rulings`; of the revision that is there, unless another is named. */
  async change(
    id: string,
    what: string,
    body: object = {},
    ifMatch?: number,
  ): Promise<Answer<ReceiptOrProblem>> {
    const read = ifMatch ?? (what === 'restoration' ? (await this.update(id))?.revision : undefined);
    const headers: Headers = read === undefined ? {} : { 'if-match': `"${read}"` };
    return this.send('POST', `/updates/${id}/${what}`, withId(body), headers);
  }

  /** As readers see it; undefined: there is none. */
  async update(id: string): Promise<UpdateView | undefined> {
    return (await ask<{ update?: UpdateView }>(`${this.address}/updates/${id}`)).body.update;
  }

  put(path: string, body: object): Promise<Answer<ReceiptOrProblem>> {
    return this.send('PUT', path, withId(body));
  }

  unpin(id: string, body: object = {}): Promise<Answer<ReceiptOrProblem>> {
    return this.send('DELETE', `/pins/${id}`, withId(body));
  }

  /** Of the update as it is, unless another version is named. */
  async markKeyEvent(id: string, body: object, version?: string): Promise<Answer<ReceiptOrProblem>> {
    const found = await ask<{ keyEventVersion?: string }>(`${this.address}/updates/${id}`);
    const read = version ?? found.body.keyEventVersion ?? '1';
    return this.send('PUT', `/updates/${id}/key-event`, withId(body), { 'if-match': `"${read}"` });
  }

  /** The board as it is read at the desk. */
  async board(): Promise<BoardView> {
    return (await ask<BoardView>(`${this.address}/board`, { token: this.token })).body;
  }

  /** Of the board that is there, unless another version is named. */
  async reorder(order: readonly string[], body: object = {}): Promise<Answer<ReceiptOrProblem>> {
    return this.send('PUT', '/pins', withId({ order, ...body }), {
      'if-match': `"${(await this.board()).version}"`,
    });
  }

  saveBoard(pins: readonly object[], version?: string, body: object = {}): Promise<Answer<ReceiptOrProblem>> {
    const headers: Headers = version === undefined ? {} : { 'if-match': `"${version}"` };
    return this.send('PUT', '/board', withId({ pins, ...body }), headers);
  }

  /** Open, pause, close, reopen, archive the story. */
  turn(what: StoryTurn, body: object = {}): Promise<Answer<ReceiptOrProblem>> {
    return this.send('POST', `/${what}`, withId(body));
  }

  deliver(...deliveries: object[]): Promise<Answer<{ results: DeliveryResult[] } & ProblemDocument>> {
    return this.send('POST', '/deliveries', { deliveries });
  }

  send<T>(method: string, path: string, body: unknown, headers: Headers = {}): Promise<Answer<T>> {
    return ask<T>(this.address + path, { method, token: this.token, body, headers });
  }

  async snapshot(city?: string): Promise<Snapshot> {
    return (await ask<Snapshot>(this.address + (city === undefined ? '' : `?city=${city}`))).body;
  }

  async totals(): Promise<TotalsState> {
    return (await ask<TotalsState>(`${this.address}/totals`)).body;
  }
}

export interface DeliveryResult {
  readonly id: string | null;
  readonly receipt?: Receipt;
  readonly problem?: ProblemDocument;
}
