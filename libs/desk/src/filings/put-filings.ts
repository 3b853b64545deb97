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
  ['corrects', 'jsonb', 'corrects'],
  ['last_request', 'text', 'lastRequest'],
] as const;
const NAMES = COLUMNS.map(([column]) => column).join(', ');
const READ = COLUMNS.map(([column, , field]) =>
  column === 'received_at' ? `coalesce(f."${field}", '')` : `f."${field}"`,
).join(', ');
const TAKEN = COLUMNS.map(([column]) =>
  column === 'version' ? 'filings.version + excluded.version' : `excluded.${column}`,
).join(', ');
const ROWS = `jsonb_to_recordset($1::jsonb) as f(${COLUMNS.map(([, type, field]) => `"${field}" ${type}`).join(', ')})`;

const INSERT = `insert into filings (${NAMES}) select ${READ} from ${ROWS}`;
/** A draft that its author files at last. */
const INSERT_OVER_DRAFT = `${INSERT} on conflict (story_id, id, person) do update
  set (${NAMES}, updated_at) = (${TAKEN}, clock_timestamp())`;
const UPDATE = `update filings set (${NAMES}, updated_at) = (${READ}, clock_timestamp()) from ${ROWS}
  where filings.story_id = f.story and filings.id = f.id and filings.person = f.person`;

/**
 * The rows as they are now; of one that comes twice the last holds. Those of version 1 must not be there yet, but as
 * drafts of who files them: such a draft becomes what was filed.
 */
export async function putFilings(tx: EntityManager, filings: readonly Filing[]): Promise<void> {
  const last = new Map(filings.map((filing) => [keyOf(filing), filing]));
  const added = new Set(filings.flatMap((filing) => (filing.version === 1 ? keyOf(filing) : [])));
  const isNew = (filing: Filing) => added.has(keyOf(filing));
  const [fresh, known] = [[...last.values()].filter(isNew), [...last.values()].filter((f) => !isNew(f))];
  const insert = fresh.some(({ receivedAt }) => receivedAt === null) ? INSERT : INSERT_OVER_DRAFT;
  if (fresh.length > 0) await tx.query(insert, [rows(fresh)]);
  if (known.length > 0) await tx.query(UPDATE, [rows(known)]);
}

const keyOf = ({ story, id, person }: Filing): string => `${story}/${id}/${person}`;

const rows = (filings: readonly Filing[]): string =>
  JSON.stringify(
    filings.map(({ published, ...filing }) => ({
      ...filing,
      publishedStory: published?.story,
      publishedSeq: published?.seq,
    })),
  );
