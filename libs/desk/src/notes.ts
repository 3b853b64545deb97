import type { DataSource, EntityManager } from 'typeorm';
import type { NoteView, WriteNote } from '#contract/notes';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';

const NEWEST = 200;
const COLUMNS = `id, recipient, text, written_by as "writtenBy", written_at as "writtenAt", answer,
  answered_by as "answeredBy", answered_at as "answeredAt"`;

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
      `select ${COLUMNS} from notes where story_id = $1 and ($2::text is null or recipient = $2)
         and (not $3 or answered_at is null) order by written_at desc, id limit ${NEWEST}`,
      [story, recipient ?? null, open],
    );
    return rows.map(view);
  }

  /** `isNew` false: it was written before. Throws CodedError `id_reused` for another note of this id. */
  write(story: string, note: WriteNote, writtenBy: string): Promise<{ note: NoteView; isNew: boolean }> {
    const { id, to, text } = note;
    return this.database.transaction(async (tx) => {
      const made: Row[] = await tx.query(
        `insert into notes (story_id, id, recipient, text, written_by) values ($1, $2, $3, $4, $5)
         on conflict (story_id, id) do nothing returning ${COLUMNS}`,
        [story, id, to, text, writtenBy],
      );
      const [row] = made;
      if (row) {
        await enterInDeskLog(tx, {
          story,
          actor: writtenBy,
          action: 'note.written',
          about: id,
          concerns: to,
        });
        return { note: view(row), isNew: true };
      }
      const before = await noteOf(tx, story, id);
      if (before.recipient !== to || before.text !== text || before.writtenBy !== writtenBy)
        throw new CodedError('id_reused', `The id ${id} is that of another note.`);
      return { note: view(before), isNew: false };
    });
  }

  /** The first answer holds. Throws CodedError `note_not_found`, `already_answered`. */
  answer(story: string, id: string, { text, by, onlyOwn }: Answering): Promise<NoteView> {
    return this.database.transaction(async (tx) => {
      const before = await noteOf(tx, story, id);
      if (onlyOwn && before.recipient !== by) throw notFound(id);
      if (before.answer === text && before.answeredBy === by) return view(before);
      if (before.answer !== null)
        throw new CodedError('already_answered', `${before.answeredBy} has answered it.`);
      const [rows]: [Row[], number] = await tx.query(
        `update notes set answer = $3, answered_by = $4, answered_at = clock_timestamp()
         where story_id = $1 and id = $2 returning ${COLUMNS}`,
        [story, id, text, by],
      );
      const concerns = before.recipient;
      await enterInDeskLog(tx, { story, actor: by, action: 'note.answered', about: id, concerns });
      return view(rows[0] ?? before);
    });
  }
}

interface Answering {
  readonly text: string;
  readonly by: string;
  /** Of others' there is nothing to see. */
  readonly onlyOwn: boolean;
}

async function noteOf(tx: EntityManager, story: string, id: string): Promise<Row> {
  const rows: Row[] = await tx.query(
    `select ${COLUMNS} from notes where story_id = $1 and id = $2 for update`,
    [story, id],
  );
  if (!rows[0]) throw notFound(id);
  return rows[0];
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
