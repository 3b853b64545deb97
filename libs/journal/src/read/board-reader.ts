import type { EntityManager } from 'typeorm';
import type { BoardView } from '#contract/decision';
import type { StoryView } from '#contract/story';
import type { PublishedUpdate } from '#contract/update';
import { byTimeline, keyEventOf } from '#contract/view';
import { boardOf } from '#domain/story/board';
import { rulesOf } from '#domain/story/record';
import { figuresMovedOn } from '#domain/totals/moved-on';
import { updateAtDesk } from './compose.js';
import { ruledFigures } from './update-history.js';
import { totalsStateAt } from './totals-reader.js';
import { UPDATE_COLUMNS, UPDATES, type UpdateRow } from './update-reader.js';

interface StoryRow {
  readonly seq: number;
  readonly pins: readonly string[];
  readonly view: StoryView;
}

/** What is pinned and what is a key event, each with what its figures have come to. Null: no such story. */
export async function readBoard(tx: EntityManager, story: string): Promise<BoardView | null> {
  const [row]: StoryRow[] = await tx.query(
    'select head_seq as seq, pins, view from stories where id = $1 and view is not null',
    [story],
  );
  if (!row) return null;
  const rows: UpdateRow[] = await tx.query(
    `select ${UPDATE_COLUMNS} ${UPDATES}
     where u.story_id = $1 and (u.id = any($2) or u.key_event and u.head->>'status' = 'published')`,
    [story, row.pins],
  );
  const heads = new Map(rows.map(({ head }) => [head.id, head]));
  const updates = new Map(
    rows.map((each) => [each.head.id, updateAtDesk(each.head, each) as PublishedUpdate]),
  );
  const totals = await totalsStateAt(tx, story, row.seq);
  const rules = rulesOf(row.view);
  const movedOn = (id: string) => {
    const found = rows.find(({ head }) => head.id === id);
    const said = found && { ...found.head, figures: ruledFigures(found.figures, found.head) };
    return { figuresMovedOn: said ? figuresMovedOn(said, totals, rules) : [] };
  };
  const { version, pins } = boardOf(row.pins, (id) => heads.get(id));
  return {
    version,
    pins: pins.map((pin) => ({ ...pin, ...movedOn(pin.update) })),
    keyEvents: [...updates.values()]
      .filter(({ keyEvent }) => keyEvent)
      .map((update) => ({ ...keyEventOf(update), ...movedOn(update.id) }))
      .toSorted(byTimeline),
  };
}
