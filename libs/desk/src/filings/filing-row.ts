import type { Filing } from '#domain/story/filing';

/** The columns of a filing, as {@link filingOf} reads them. `isDue` is asked of the clock, not of the transaction's start. */
export const FILING = `story_id as story, id, person, state, version, content, reasons, note, publish_at as "publishAt",
  sent_at as "sentAt", nullif(received_at, '') as "receivedAt", said_occurred_at as "saidOccurredAt", late,
  updated_at as "updatedAt", to_story as "toStory", published_story as "publishedStory",
  published_seq as "publishedSeq", last_request as "lastRequest", let_go_by as "letGoBy", wishes, corrects,
  coalesce(publish_at <= clock_timestamp(), false) as "isDue"`;

export type FilingRow = Omit<Filing, 'publishAt' | 'updatedAt' | 'published'> & {
  readonly publishAt: Date | null;
  readonly updatedAt: Date;
  readonly publishedStory: string | null;
  readonly publishedSeq: number | null;
};

export function filingOf({ publishedStory, publishedSeq, publishAt, updatedAt, ...same }: FilingRow): Filing {
  return {
    ...same,
    publishAt: publishAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
    published:
      publishedStory === null || publishedSeq === null ? null : { story: publishedStory, seq: publishedSeq },
  };
}
