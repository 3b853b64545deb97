import type { DataSource } from 'typeorm';
import type { WaitReason } from '#contract/waiting';
import { enterInDeskLog } from '../desk-log.js';

const CLOSED: WaitReason = {
  code: 'account_closed',
  message: 'The account of who filed it, or let it go, was closed before its time had come.',
};

/**
 * Nothing that somebody filed or let go comes by itself any more: it waits for an editor, and what their word would have
 * let through is weighed anew. `name`, `actor`: names.
 */
export function stopScheduled(database: DataSource, name: string, actor: string): Promise<void> {
  return database.transaction(async (tx) => {
    const [stopped]: [{ story: string; id: string; person: string }[], number] = await tx.query(
      `update filings set state = 'submitted', version = version + 1, reasons = $2, updated_at = clock_timestamp(),
         let_go_by = nullif(let_go_by, $1), wishes = case when let_go_by = $1 then wishes - 'override' - 'asAdmin' else wishes end
       where (person = $1 or let_go_by = $1) and state = 'scheduled' returning story_id as story, id, person`,
      [name, JSON.stringify([CLOSED])],
    );
    const detail = { reasons: [CLOSED.code], from: 'scheduled' };
    for (const { story, id, person } of stopped.toSorted((a, b) => (a.story < b.story ? -1 : 1)))
      await enterInDeskLog(tx, {
        story,
        actor,
        action: 'filing.stopped',
        about: id,
        concerns: person,
        detail,
      });
  });
}
