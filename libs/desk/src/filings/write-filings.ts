import type { EntityManager } from 'typeorm';
import type { Receipt } from '#contract/update';
import type { DeskPlan, Filing } from '#domain/story/filing';
import { enterInDeskLog } from '../desk-log.js';

/** What a decision of a story led to at the desk. */
export interface DeskWork {
  /** The story that decided. */
  readonly story: string;
  readonly actor: string;
  /** The request's id. */
  readonly key: string;
  readonly receipt: Receipt;
  readonly desk: DeskPlan;
}

/**
 * Writes it in the transaction that records the decision. A filing that is new must not be there: Postgres refuses it
 * then; any other was locked before it was decided about.
 */
export async function writeDeskWork(tx: EntityManager, works: readonly DeskWork[]): Promise<void> {
  for (const { desk, ...by } of works) {
    if (desk.filing) await writeFiling(tx, desk.filing, by);
    if (desk.settings) {
      const { version, ...settings } = desk.settings;
      await tx.query(
        `insert into desk_settings (story_id, version, settings) values ($1, $2, $3)
         on conflict (story_id) do update set version = excluded.version, settings = excluded.settings`,
        [by.story, version, JSON.stringify(settings)],
      );
    }
  }
  const entries = works.flatMap(({ story, actor, desk: { filing, entry } }) =>
    entry ? [{ ...entry, story: filing?.story ?? story, actor, about: filing?.id ?? story }] : [],
  );
  for (const entry of entries.toSorted((a, b) => (a.story < b.story ? -1 : a.story > b.story ? 1 : 0)))
    await enterInDeskLog(tx, entry);
}

async function writeFiling(
  tx: EntityManager,
  filing: Filing,
  { story, key, receipt }: Omit<DeskWork, 'desk'>,
): Promise<void> {
  const { seq } = receipt;
  const published = filing.state === 'published' && seq !== null ? { story, seq } : null;
  await putFiling(tx, { ...filing, published, lastRequest: key });
  if (!published || filing.version === 1) return;
  // Who filed it and asks again is told what has become of it.
  await tx.query('update receipts set receipt = $3 where story_id = $1 and key = $2', [
    ...[filing.story, filing.id, JSON.stringify(receipt)],
  ]);
}

/** The row as it is now. One of version 1 must not be there yet. */
export async function putFiling(tx: EntityManager, filing: Filing): Promise<void> {
  await tx.query(filing.version === 1 ? INSERT : UPDATE, [
    filing.story,
    filing.id,
    filing.person,
    filing.state,
    filing.version,
    filing.content === null ? null : JSON.stringify(filing.content),
    JSON.stringify(filing.reasons),
    filing.note,
    filing.publishAt,
    filing.sentAt,
    filing.receivedAt ?? '',
    filing.saidOccurredAt,
    filing.late,
    filing.toStory,
    filing.published?.story ?? null,
    filing.published?.seq ?? null,
    filing.lastRequest,
  ]);
}

const COLUMNS = `story_id, id, person, state, version, content, reasons, note, publish_at, sent_at, received_at,
  said_occurred_at, late, to_story, published_story, published_seq, last_request`;
const VALUES = '$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17';
const INSERT = `insert into filings (${COLUMNS}) values (${VALUES})`;
const UPDATE = `update filings set (${COLUMNS}, updated_at) = (${VALUES}, clock_timestamp()) where story_id = $1 and id = $2`;
