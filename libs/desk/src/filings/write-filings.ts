import type { EntityManager } from 'typeorm';
import type { Receipt } from '#contract/update';
import type { DeskPlan, Filing } from '#domain/story/filing';
import { enterAllInDeskLog } from '../desk-log.js';
import { putFilings } from './put-filings.js';

/** What a decision of a story led to at the desk. */
export interface DeskWork {
  /** The story that decided. */
  readonly story: string;
  readonly actor: string;
  /** The request's id. */
  readonly key: string;
  readonly receipt: Receipt;
  readonly atDesk: DeskPlan;
}

/**
 * Writes it in the transaction that records the decisions, whatever their number in a few statements. A filing that is
 * new must not be there: Postgres refuses it then; any other was locked before it was decided about.
 */
export async function writeDeskWork(tx: EntityManager, works: readonly DeskWork[]): Promise<void> {
  const filed = works.flatMap((work) => (work.atDesk.filing ? [settled(work, work.atDesk.filing)] : []));
  await putFilings(tx, filed);
  await answerAgain(tx, works);
  for (const { story, atDesk } of works) if (atDesk.settings) await writeSettings(tx, story, atDesk.settings);
  for (const [story, entries] of entriesByDesk(works)) await enterAllInDeskLog(tx, story, entries);
}

function settled({ story, key, receipt: { seq } }: DeskWork, filing: Filing): Filing {
  const published = filing.state === 'published' && seq !== null ? { story, seq } : null;
  return { ...filing, published, lastRequest: key };
}

/** Who filed what is published now, and asks again, is told what has become of it. */
async function answerAgain(tx: EntityManager, works: readonly DeskWork[]): Promise<void> {
  const answers = works.flatMap(({ receipt, atDesk: { filing } }) =>
    filing?.state === 'published' && filing.version > 1
      ? [{ story: filing.story, key: filing.id, receipt }]
      : [],
  );
  if (answers.length === 0) return;
  await tx.query(
    `update receipts set receipt = a.receipt
     from jsonb_to_recordset($1::jsonb) as a(story text, key text, receipt jsonb)
     where receipts.story_id = a.story and receipts.key = a.key`,
    [JSON.stringify(answers)],
  );
}

async function writeSettings(
  tx: EntityManager,
  story: string,
  { version, ...settings }: NonNullable<DeskPlan['settings']>,
): Promise<void> {
  await tx.query(
    `insert into desk_settings (story_id, version, settings) values ($1, $2, $3)
     on conflict (story_id) do update set version = excluded.version, settings = excluded.settings`,
    [story, version, JSON.stringify(settings)],
  );
}

type Entry = Parameters<typeof enterAllInDeskLog>[2][number];
/** Desks in one order, so that no two transactions wait for each other's. */
function entriesByDesk(works: readonly DeskWork[]): [story: string, entries: Entry[]][] {
  const desks = new Map<string, Entry[]>();
  for (const { story, actor, atDesk } of works) {
    const { entry, filing } = atDesk;
    if (!entry) continue;
    const at = filing?.story ?? story;
    desks.set(at, [
      ...(desks.get(at) ?? []),
      { ...entry, actor, about: filing?.id ?? story, concerns: filing?.person ?? null },
    ]);
  }
  return [...desks].sort(([a], [b]) => (a < b ? -1 : 1));
}
