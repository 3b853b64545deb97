import type { EntityManager } from 'typeorm';
import type { Filing } from '#domain/story/filing';

/** Column, its type, and the field it is of. */
const COLUMNS = [
  ['story_id', 'text', 'story'],
  ['id', 'text', 'id'],
  ['person', 'text', 'person'],
  ['state', 'text', 'state'],
  ['version', 'integer', 'version'],
  ['content', 'jsonb', 'content'],
  ['reasons', 'jsonb', 'reasons'],
  ['note', 'text', 'note'],
  ['publish_at', 'timestamptz', 'publishAt'],
  ['sent_at', 'text', 'sentAt'],
  ['received_at', 'text', 'receivedAt'],
  ['said_occurred_at', 'text', 'saidOccurredAt'],
  ['late', 'boolean', 'late'],
  ['to_story', 'text', 'toStory'],
  ['published_story', 'text', 'publishedStory'],
  ['published_seq', 'integer', 'publishedSeq'],
  ['let_go_by', 'text', 'letGoBy'],
  ['wishes', 'jsonb', 'wishes'],
  ['last_request', 'text', 'lastRequest'],
] as const;
const NAMES = COLUMNS.map(([column]) => column).join(', ');
const READ = COLUMNS.map(([column, , field]) =>
  column === 'received_at' ? `coalesce(f."${field}", '')` : `f."${field}"`,
).join(', ');
const ROWS = `jsonb_to_recordset($1::jsonb) as f(${COLUMNS.map(([, type, field]) => `"${field}" ${type}`).join(', ')})`;

const INSERT = `insert into filings (${NAMES}) select ${READ} from ${ROWS}`;
const UPDATE = `update filings set (${NAMES}, updated_at) = (${READ}, clock_timestamp()) from ${ROWS}
  where filings.story_id = f.story and filings.id = f.id`;

/** The rows as they are now. Those of version 1 must not be there yet; of one that comes twice the last holds. */
export async function putFilings(tx: EntityManager, filings: readonly Filing[]): Promise<void> {
  const last = new Map(filings.map((filing) => [`${filing.story}/${filing.id}`, filing]));
  const isNew = ({ story, id }: Filing) =>
    filings.some((filing) => filing.version === 1 && filing.id === id && filing.story === story);
  const [fresh, known] = [[...last.values()].filter(isNew), [...last.values()].filter((f) => !isNew(f))];
  if (fresh.length > 0) await tx.query(INSERT, [rows(fresh)]);
  if (known.length > 0) await tx.query(UPDATE, [rows(known)]);
}

const rows = (filings: readonly Filing[]): string =>
  JSON.stringify(
    filings.map(({ published, ...filing }) => ({
      ...filing,
      publishedStory: published?.story,
      publishedSeq: published?.seq,
    })),
  );
