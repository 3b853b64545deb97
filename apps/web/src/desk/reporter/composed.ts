import type { Item, Task } from '#client/outbox/item';
import type { Composed, Outbox } from '#client/outbox/outbox';
import { contentOf, type Draft, postOf } from './draft.js';

/** What a draft becomes when it is sent off. From now on it says the same, however often it is sent. */
function composedOf(draft: Draft, story: string, now: string): Composed {
  const { id, city, photos } = draft;
  return {
    id,
    story,
    city,
    composedAt: now,
    photos: photos.map((photo) => photo.id),
    task: taskOf(draft, now),
  };
}

/** Whether it is what the outbox has under its id already, of another tab that had the same draft. */
export function isSent(draft: Draft, { task, composedAt }: Item): boolean {
  return JSON.stringify(taskOf(draft, composedAt)) === JSON.stringify(task);
}

/** The draft is in the outbox from then on, and `name` is where it was kept. Sent from another tab as well, it is so once. */
export async function sendOff(outbox: Outbox, draft: Draft, story: string, name: string): Promise<void> {
  const now = new Date().toISOString();
  const other = await outbox.add(composedOf(draft, story, now), name);
  if (!other) return;
  if (isSent(draft, other)) return outbox.drop(name);
  await outbox.add(composedOf({ ...draft, id: crypto.randomUUID() }, story, now), name);
}

function taskOf(draft: Draft, now: string): Task {
  const { correcting, id } = draft;
  if (!correcting) return { kind: 'post', body: postOf(draft, now) };
  const correctionNote = correcting.note.trim();
  return {
    kind: 'correction',
    of: correcting.of,
    body: { requestId: id, correctionNote, ...contentOf(draft, now) },
  };
}
