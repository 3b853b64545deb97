import type { Receipt } from '#contract/update';
import { type Answer, afterAnswer, changedBy } from './after-answer.js';
import { type Item, updateOf } from './item.js';
import type { Step } from './next-step.js';
import type { Outbox } from './outbox.js';
import { type Read, readAnswer } from './read-answer.js';
import { asItLeaves } from './undoing.js';

interface Exchanging {
  readonly outbox: Outbox;
  readonly url: string;
  readonly token: string;
  readonly signal: AbortSignal;
}
/** Null: go on. An answer: now is no time. `apart`: what was sent together was refused as a whole, so one by one. */
type Outcome = Answer | null | 'apart';

/** A phone on a dying network holds a request open for minutes; a second one with the same id is harmless. */
const ANSWER_MS = 20_000;
const PHOTO_MS = 120_000;
const CHANGES = { correction: 'revisions', retraction: 'retraction', undoing: 'undoing' } as const;

/** One request and what it settles. It is written down that it may have arrived before it leaves. */
export async function exchange(by: Exchanging, step: Step): Promise<Outcome> {
  switch (step.kind) {
    case 'batch':
      return sendBatch(by, step.story, step.items);
    case 'change':
      return sendChange(by, asItLeaves(step.item, Date.now()), step.revision);
    case 'photo':
      return sendPhoto(by, step.item, step.photo);
    default:
      return step satisfies never;
  }
}

async function sendBatch(by: Exchanging, story: string, items: readonly Item[]): Promise<Outcome> {
  const sending = await underWay(by, items);
  if (sending.length === 0) return null;
  const updates = sending.flatMap(({ task }) => (task.kind === 'post' ? task.body : []));
  const ids = sending.map(({ id }) => id);
  const request = { method: 'POST', body: JSON.stringify({ updates, sentAt: new Date().toISOString() }) };
  const read = await ask(by, `${storyPath(story)}/updates:batch`, request, ids);
  if ('each' in read) {
    await by.outbox.put(sending.map((item, at) => afterAnswer(item, read.each[at] ?? { is: 'none' })));
    return read.each.find(isHeld) ?? null;
  }
  const isTogether = read.all.is === 'refusal' && sending.length > 1;
  await by.outbox.put(sending.map((item) => afterAnswer(item, isTogether ? { is: 'none' } : read.all)));
  if (isTogether) return 'apart';
  return isHeld(read.all) ? read.all : null;
}

async function sendChange(by: Exchanging, item: Item, revision: number): Promise<Outcome> {
  const { task, story } = item;
  if (task.kind === 'post') return null;
  const target = (await by.outbox.items()).find(({ id }) => id === updateOf(item));
  const [sending] = await underWay(by, [item]);
  if (!sending) return null;
  const headers: Record<string, string> = task.kind === 'undoing' ? {} : { 'if-match': `"${revision}"` };
  const request = { method: 'POST', body: JSON.stringify(task.body), headers };
  const read = await ask(by, `${storyPath(story)}/updates/${task.of}/${CHANGES[task.kind]}`, request, [
    item.id,
  ]);
  const answer: Answer = 'all' in read ? read.all : { is: 'none' };
  if (answer.is === 'receipt' && !waitsAtTheDesk(answer.receipt)) {
    if (target) await by.outbox.put([changedBy(target, item, answer.receipt)]);
    await by.outbox.remove([item]);
    return null;
  }
  await by.outbox.put([afterAnswer(sending, answer)]);
  return isHeld(answer) ? answer : null;
}

async function sendPhoto(by: Exchanging, item: Item, photo: string): Promise<Outcome> {
  const bytes = await by.outbox.photo(photo);
  const others = item.photos.filter(({ id }) => id !== photo);
  if (!bytes) {
    await by.outbox.put([{ ...item, photos: others }]); // it was answered for, and the phone went out before it could say so
    return null;
  }
  const request = { method: 'PUT', body: bytes, headers: { 'content-type': 'image/jpeg' } };
  const read = await ask(by, `${storyPath(item.story)}/photos/${photo}`, request, [photo], PHOTO_MS);
  const answer: Answer = 'all' in read ? read.all : { is: 'none' };
  if (answer.is === 'receipt' || answer.is === 'refusal') {
    const problem = answer.is === 'refusal' ? { photoProblem: answer.problem } : {};
    await by.outbox.put([{ ...item, photos: others, ...problem }]);
    await by.outbox.dropPhoto(photo);
    if (by.outbox.isFull) await by.outbox.put([]); // there is room now
    return null;
  }
  if (answer.is !== 'signed_out') {
    const failed = item.photos.map((each) =>
      each.id === photo ? { ...each, failures: each.failures + 1 } : each,
    );
    await by.outbox.put([{ ...item, photos: failed }]);
  }
  return answer;
}

function underWay({ outbox }: Exchanging, items: readonly Item[]): Promise<Item[]> {
  return outbox.put(
    items.map((item) => ({ ...item, attempts: item.attempts + 1, state: { at: 'sending' } as const })),
  );
}

async function ask(
  { url, token, signal }: Exchanging,
  path: string,
  { headers, ...request }: RequestInit & { headers?: Record<string, string> },
  ids: readonly string[],
  ms = ANSWER_MS,
): Promise<Read> {
  try {
    const response = await fetch(url + path, {
      ...request,
      headers: { 'content-type': 'application/json', ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]),
    });
    return await readAnswer(response, ids);
  } catch {
    return { all: { is: 'none' } };
  }
}

const waitsAtTheDesk = ({ status }: Receipt) => status === 'submitted' || status === 'scheduled';
const storyPath = (story: string) => `/v1/stories/${encodeURIComponent(story)}`;
const isHeld = ({ is }: Answer) => is === 'none' || is === 'not_now' || is === 'signed_out';
