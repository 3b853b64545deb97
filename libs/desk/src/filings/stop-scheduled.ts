import type { DataSource } from 'typeorm';
import type { WaitReason } from '#contract/waiting';
import { enterInDeskLog } from '../desk-log.js';

const CLOSED: WaitReason = {
  code: 'account_closed',
  message: 'The account of who filed it was closed before its time had come.',
};

/** Nothing that somebody filed comes by itself any more: it waits for an editor. `person`, `actor`: names. */
export function stopScheduled(database: DataSource, person: string, actor: string): Promise<void> {
  return database.transaction(async (tx) => {
    const [stopped]: [{ story: string; id: string }[], number] = await tx.query(
      `update filings set state = 'submitted', version = version + 1, reasons = $2, updated_at = clock_timestamp()
       where person = $1 and state = 'scheduled' returning story_id as story, id`,
      [person, JSON.stringify([CLOSED])],
    );
    const detail = { reasons: [CLOSED.code], from: 'scheduled' };
    for (const { story, id } of stopped.toSorted((a, b) => (a.story < b.story ? -1 : 1)))
      await enterInDeskLog(tx, { story, actor, action: 'filing.stopped', about: id, detail });
  });
}
