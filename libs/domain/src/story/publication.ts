import type { Instant } from '#contract/figure';
import type { PhotosShown } from '#contract/media';
import type { UpdateContent } from '#contract/update';
import { citiesOf, revisionRecord } from './content.js';
import type { Plan, PlannedEvent } from './plan.js';
import type { UpdateHead } from './state.js';

interface Filing {
  readonly note: string | null;
  readonly receivedAt: Instant;
  readonly author: string;
}
interface FirstFiling {
  readonly id: string;
  readonly revision: number;
  readonly content: UpdateContent;
  readonly receivedAt: Instant;
  readonly author: string;
}

/** A head before it has its number; `record` fills in what only the number decides. */
export function newHead({ id, revision, content, receivedAt, author }: FirstFiling): UpdateHead {
  return {
    id,
    revision,
    status: 'published',
    city: content.city,
    cities: citiesOf(content),
    occurredAt: content.occurredAt,
    receivedAt,
    publishedAt: receivedAt,
    firstSeq: 0,
    lateArrival: false,
    keyEvent: content.keyEvent ?? false,
    correctedAt: null,
    retractedAt: null,
    erasedTo: 0,
    rulings: {},
    author,
  };
}

/** A revision that readers see: posted, corrected or restored. */
export function publication(
  kind: PlannedEvent['kind'],
  head: UpdateHead,
  content: UpdateContent,
  filing: Filing,
): Plan {
  const { id, revision } = head;
  const keys = {
    update: id,
    revision,
    status: 'published' as const,
    receivedAt: filing.receivedAt,
    author: filing.author,
  };
  return {
    receipt: { id, revision, status: 'published' },
    head,
    revision: revisionRecord(keys, content, filing.note),
    delivery: {
      type: 'update',
      id,
      revision,
      status: 'published',
      city: content.city,
      occurredAt: content.occurredAt,
      figures: content.figures,
    },
    event: { kind, cities: head.cities, update: id, revision },
  };
}

/** What readers see of the photos that its newest words name. */
export function withPhotos({ photos: _, ...head }: UpdateHead, photos: PhotosShown | undefined): UpdateHead {
  return photos ? { ...head, photos } : head;
}
