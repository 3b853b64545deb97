import type { DataSource, EntityManager } from 'typeorm';
import type { HandoverView } from '#contract/notes';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';

const NOTHING: HandoverView = { version: 0, text: '', writtenBy: null, writtenAt: null };
const COLUMNS = 'version, text, written_by as "writtenBy", written_at as "writtenAt"';

interface Row {
  readonly version: number;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenAt: Date;
}
interface Wanted {
  readonly text: string;
  readonly by: string;
  /** The version that was read; null: it was not said. */
  readonly read: number | null;
}

export async function readHandover(db: DataSource | EntityManager, story: string): Promise<HandoverView> {
  const [row]: Row[] = await db.query(`select ${COLUMNS} from handovers where story_id = $1`, [story]);
  return row ? view(row) : NOTHING;
}

/** Of two who write at once the second is told what the first wrote. Throws CodedError `version_required`, `stale_version`. */
export function writeHandover(
  database: DataSource,
  story: string,
  { text, by, read }: Wanted,
): Promise<HandoverView> {
  return database.transaction(async (tx) => {
    const [rows]: [Row[], number] = read === null ? [[], 0] : await put(tx, [story, read, text, by]);
    const [row] = rows;
    if (!row) throw stale(read, await readHandover(tx, story));
    const detail = { from: row.version - 1, to: row.version };
    await enterInDeskLog(tx, { story, actor: by, action: 'handover.written', about: story, detail });
    return view(row);
  });
}

async function put(tx: EntityManager, values: readonly unknown[]): Promise<[Row[], number]> {
  if (values[1] !== 0)
    return tx.query(
      `update handovers set version = version + 1, text = $3, written_by = $4, written_at = clock_timestamp()
       where story_id = $1 and version = $2 returning ${COLUMNS}`,
      [...values],
    );
  const rows: Row[] = await tx.query(
    `insert into handovers (story_id, version, text, written_by, written_at)
     values ($1, $2::integer + 1, $3, $4, clock_timestamp()) on conflict do nothing returning ${COLUMNS}`,
    [...values],
  );
  return [rows, rows.length];
}

function stale(read: number | null, current: HandoverView): CodedError {
  const error =
    read === null
      ? new CodedError(
          'version_required',
          `Send If-Match with the version you read, "${current.version}" now.`,
        )
      : new CodedError('stale_version', 'It was written anew since you read it: see what is there now.');
  error.current = current;
  return error;
}

const view = ({ writtenAt, ...row }: Row): HandoverView => ({ ...row, writtenAt: writtenAt.toISOString() });
