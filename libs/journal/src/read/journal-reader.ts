import type { DataSource, EntityManager } from 'typeorm';
import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { TotalsPatch } from '#contract/totals';
import type { StoryHead } from '../story-head.js';
import { type EventRow, patchOfRow, storyEvent } from './compose.js';
import { readEvents } from './event-reader.js';
import { readSnapshot } from './snapshot-reader.js';

/** A story in the list of stories. */
export type ListedStory = Pick<StoryView, 'id' | 'title' | 'standfirst' | 'date' | 'timeZone' | 'status'>;

export interface JournalEvent {
  readonly seq: number;
  readonly hash: string;
  readonly event: StoryEvent;
  readonly totals: TotalsPatch;
  /** From now on the bodies of this update's events up to and including `upTo` are withheld. */
  readonly withholds: { readonly update: string; readonly upTo: number } | null;
  /** The number of the event that withheld this one's body or note; 0 while it has it. */
  readonly withheldBy: number;
  /** It is stored in a form that this version cannot read; `event` only keeps its number. */
  readonly unreadable?: true;
}
export interface StoryAtHead {
  readonly head: StoryHead;
  readonly snapshot: Snapshot;
  readonly events: readonly JournalEvent[];
}

export interface JournalRange {
  readonly head: StoryHead;
  readonly from: number;
  readonly to: number;
  readonly events: readonly JournalEvent[];
}

const HEADS = 'select id, epoch, head_seq as seq, head_hash as hash from stories';

/** What the journal tells those who follow it. */
export class JournalReader {
  constructor(private readonly database: DataSource) {}

  /** Every story that was opened, and where its record ends. */
  heads(): Promise<StoryHead[]> {
    return this.database.query(`${HEADS} where head_seq > 0`);
  }

  async head(story: string): Promise<StoryHead | null> {
    const [row] = await this.database.query(`${HEADS} where id = $1 and head_seq > 0`, [story]);
    return row ?? null;
  }

  /** At most 500 stories that readers see, the newest day first: those that are archived, or the others. */
  stories(archived: boolean): Promise<ListedStory[]> {
    return this.database.query(
      `select id, view->>'title' as title, view->>'standfirst' as standfirst, view->>'date' as date,
         view->>'timeZone' as "timeZone", view->>'status' as status
       from stories where head_seq > 0 and (view->>'status' = 'archived') = $1
       order by view->>'date' desc nulls last, id limit 500`,
      [archived],
    );
  }

  async events(story: string, from: number, to: number): Promise<JournalEvent[]> {
    return (await readEvents(this.database, story, from, to)).map(journalEvent);
  }

  /** The events that `choose` wants of the story as it ends, and its end, at one moment. Null: no such story. */
  range(
    story: string,
    choose: (head: StoryHead) => { readonly from: number; readonly to: number },
  ): Promise<JournalRange | null> {
    return this.atOneMoment(async (tx) => {
      const [head]: StoryHead[] = await tx.query(`${HEADS} where id = $1 and head_seq > 0`, [story]);
      if (!head) return null;
      const { from, to } = choose(head);
      const rows = from <= to ? await readEvents(tx, story, from, to) : [];
      return { head, from, to, events: rows.map(journalEvent) };
    });
  }

  /** The story at its head, at one moment. Null: no such story. */
  snapshot(story: string, city?: string): Promise<Snapshot | null> {
    return this.atOneMoment((tx) => readSnapshot(tx, story, city));
  }

  /** State at head and the last `window` events, at one moment. */
  install(story: string, window: number): Promise<StoryAtHead | null> {
    return this.atOneMoment(async (tx) => {
      const [head]: StoryHead[] = await tx.query(`${HEADS} where id = $1 and head_seq > 0`, [story]);
      const snapshot = head && (await readSnapshot(tx, story));
      if (!head || !snapshot) return null;
      const rows = await readEvents(tx, story, Math.max(1, head.seq - window + 1), head.seq);
      return { head, snapshot, events: rows.map(journalEvent) };
    });
  }

  async hashAt(story: string, seq: number): Promise<string | null> {
    const [row] = await this.database.query('select hash from events where story_id = $1 and seq = $2', [
      story,
      seq,
    ]);
    return row?.hash ?? null;
  }

  /** Runs queries that all see the same state of the journal. */
  atOneMoment<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction('REPEATABLE READ', read);
  }
}

function journalEvent(row: EventRow): JournalEvent {
  const withholds = row.withholds && row.update !== null ? { update: row.update, upTo: row.seq - 1 } : null;
  const event = readable(row);
  if (event === null)
    return {
      seq: row.seq,
      hash: row.hash,
      event: placeholder(row),
      totals: {},
      withholds,
      withheldBy: 0,
      unreadable: true,
    };
  const withheldSeq = row.withheldSeq ?? 0;
  const withheldBy = row.seq < withheldSeq ? withheldSeq : 0;
  return { seq: row.seq, hash: row.hash, event, totals: patchOfRow(row), withholds, withheldBy };
}

function readable(row: EventRow): StoryEvent | null {
  try {
    return storyEvent(row);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Stands for an event that this version cannot read: its number is kept, and there is nothing to show. */
function placeholder({ seq, shownAt }: EventRow): StoryEvent {
  const nothing = { cities: [], changes: [], kind: 'update.corrected' as const };
  return { seq, shownAt, ...nothing, id: `unreadable-${seq}`, withheld: true };
}
