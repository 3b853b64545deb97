import type { DataSource, EntityManager } from 'typeorm';
import type { NoteView, WriteNote } from '#contract/notes';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';
import { nameKey } from './person.js';

const NEWEST = 200;
const COLUMNS = `id, recipient, text, written_by as "writtenBy", written_at as "writtenAt", answer,
  answered_by as "answeredBy", answered_at as "answeredAt"`;

/** Two names that look alike are one. */
const sameName = (name: string): string => `lower(normalize(${name}, nfkc))`;

interface Row {
  readonly id: string;
  readonly recipient: string;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
}
export interface WhichNotes {
  readonly story: string;
  /** Only those that are not answered. */
  readonly open: boolean;
  /** Only those for this one. */
  readonly recipient?: string | undefined;
}

/** What editors ask of reporters: "count Kazan?" */
export class Notes {
  constructor(private readonly database: DataSource) {}

  /** The newest 200, newest first. */
  async list({ story, open, recipient }: WhichNotes): Promise<NoteView[]> {
    const rows: Row[] = await this.database.query(
      `select ${COLUMNS} from notes where story_id = $1 and ($2::text is null or ${sameName('recipient')} = ${sameName('$2::text')})
         and (not $3 or answered_at is null) order by written_at desc, id limit ${NEWEST}`,
      [story, recipient ?? null, open],
    );
    return rows.map(view);
  }

  /**
   * `isNew` false: it was written before. Throws CodedError `id_reused` for another note of this id, and what `signed`
   * throws for a name that nobody has.
   */
  async write(
    story: string,
    note: WriteNote,
    { writtenBy, signed }: Writing,
  ): Promise<{ note: NoteView; isNew: boolean }> {
    const { id, text } = note;
    const before = await noteOf(this.database, story, id);
    if (before) return { note: view(same(before, note, writtenBy)), isNew: false };
    const to = await signed(note.to);
    return this.database.transaction(async (tx) => {
      const made: Row[] = await tx.query(
        `insert into notes (story_id, id, recipient, text, written_by) values ($1, $2, $3, $4, $5)
         on conflict (story_id, id) do nothing returning ${COLUMNS}`,
        [story, id, to, text, writtenBy],
      );
      const [row] = made;
      if (!row)
        return { note: view(same(known(await noteOf(tx, story, id), id), note, writtenBy)), isNew: false };
      await enterInDeskLog(tx, {
        ...{ story, actor: writtenBy, action: 'note.written', about: id, concerns: to, detail: { to } },
      });
      return { note: view(row), isNew: true };
    });
  }

  /** The first answer holds. Throws CodedError `note_not_found`, `already_answered`. */
  answer(story: string, id: string, { text, by, onlyOwn }: Answering): Promise<NoteView> {
    return this.database.transaction(async (tx) => {
      const before = known(await noteOf(tx, story, id, 'for update'), id);
      if (onlyOwn && nameKey(before.recipient) !== nameKey(by)) throw notFound(id);
      if (before.answer === text && before.answeredBy === by) return view(before);
      if (before.answer !== null)
        throw new CodedError('already_answered', `${before.answeredBy} has answered it.`);
      const [rows]: [Row[], number] = await tx.query(
        `update notes set answer = $3, answered_by = $4, answered_at = clock_timestamp()
         where story_id = $1 and id = $2 returning ${COLUMNS}`,
        [story, id, text, by],
      );
      const concerns = before.recipient;
      const detail = { to: before.writtenBy };
      await enterInDeskLog(tx, { story, actor: by, action: 'note.answered', about: id, concerns, detail });
      return view(rows[0] ?? before);
    });
  }
}

interface Writing {
  readonly writtenBy: string;
  /** The name as they sign who are meant. */
  readonly signed: (to: string) => Promise<string>;
}
interface Answering {
  readonly text: string;
  readonly by: string;
  /** Of others' there is nothing to see. */
  readonly onlyOwn: boolean;
}

async function noteOf(
  db: DataSource | EntityManager,
  story: string,
  id: string,
  lock = '',
): Promise<Row | undefined> {
  const rows: Row[] = await db.query(`select ${COLUMNS} from notes where story_id = $1 and id = $2 ${lock}`, [
    story,
    id,
  ]);
  return rows[0];
}

function known(row: Row | undefined, id: string): Row {
  if (!row) throw notFound(id);
  return row;
}

/** Throws CodedError `id_reused` unless it is what was written. */
function same(before: Row, { id, to, text }: WriteNote, writtenBy: string): Row {
  if (nameKey(before.recipient) !== nameKey(to) || before.text !== text || before.writtenBy !== writtenBy)
    throw new CodedError('id_reused', `The id ${id} is that of another note.`);
  return before;
}

const notFound = (id: string): CodedError =>
  new CodedError('note_not_found', `There is no note ${id} in this story.`);

function view({ id, recipient, text, writtenBy, writtenAt, answer, answeredBy, answeredAt }: Row): NoteView {
  const isAnswered = answer !== null && answeredBy !== null && answeredAt !== null;
  return {
    ...{ id, to: recipient, text, writtenBy },
    writtenAt: writtenAt.toISOString(),
    answer: isAnswered ? { text: answer, by: answeredBy, at: answeredAt.toISOString() } : null,
  };
}
