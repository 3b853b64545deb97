import type { Task } from '#client/outbox/item';
import type { Composed } from '#client/outbox/outbox';
import { contentOf, type Draft, postOf } from './draft.js';

/** What a draft becomes when it is sent off. From now on it says the same, however often it is sent. */
export function composedOf(draft: Draft, story: string, now: string): Composed {
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
