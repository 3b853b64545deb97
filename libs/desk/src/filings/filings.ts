import type { DataSource, EntityManager } from 'typeorm';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { FilingState } from '#contract/waiting';
import type { Actor } from '#domain/story/command';
import { checkFiling, type Filing, newFiling, seenBy } from '#domain/story/filing';
import { isSame } from '#domain/totals/same';
import { alone, TURNS } from '../alone.js';
import { enterInDeskLog } from '../desk-log.js';
import { FILING, filingOf, type FilingRow } from './filing-row.js';
import { putFilings } from './put-filings.js';

/** Who moves which filing, from the version that was read. */
export interface Moving {
  readonly story: string;
  readonly id: string;
  readonly actor: Actor;
  /** Null: nobody said which was read. */
  readonly version: number | null;
  /** A repeat of the same request is answered as the first time. */
  readonly requestId?: string;
}
interface Move {
  readonly from: readonly FilingState[];
  readonly to: FilingState;
  readonly note?: string | null;
}
export interface FilingsQuery {
  readonly state?: FilingState | undefined;
  readonly before?: { readonly receivedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}
/** One whose time has come. `story`: where it goes; `from`: at whose desk it waits. */
export interface DueFiling {
  readonly from: string;
  readonly id: string;
  readonly story: string;
  readonly version: number;
  readonly person: string;
  /** The editor whose word it goes out on; null: nobody's but its own. */
  readonly letGoBy: string | null;
  readonly media: UpdateContent['media'] | null;
  /** Milliseconds since its time. */
  readonly overdue: number;
}
/** What waits at the desk. Nothing here is ever with readers: what publishes is the journal. */
export class Filings {
  constructor(private readonly database: DataSource) {}

  /** Newest first: reporters see their own, editors all but drafts. */
  async list(story: string, actor: Actor, { state, before, limit }: FilingsQuery): Promise<Filing[]> {
    const rows: FilingRow[] = await this.database.query(
      `select ${FILING} from filings where story_id = $1 and (person = $2 or ($3 and state <> 'draft'))
         and ($4::text is null or state = $4) and ($5::text is null or (received_at, id) < ($5, $6))
       order by received_at desc, id desc limit $7`,
      [story, actor.name, actor.role !== 'reporter', state, before?.receivedAt, before?.id, limit],
    );
    return rows.map(filingOf);
  }

  /** Throws CodedError `filing_not_found`. */
  async one(story: string, id: string, actor: Actor): Promise<Filing> {
    return seenBy(await read(this.database, { story, id, person: actor.name }), actor);
  }

  /** Keeps what its author has so far. The same again changes nothing. Throws what {@link checkFiling} throws. */
  saveDraft(moving: Moving, content: Filing['content']): Promise<Filing> {
    const save = () => this.database.transaction((tx) => keepDraft(tx, moving, content));
    // Its first two saves may come at once: then the other one made it.
    return save().catch((error: unknown) => (isThere(error) ? save() : Promise.reject(error)));
  }

  /** Its author does not want it any more. Its words are gone. */
  withdraw(moving: Moving): Promise<Filing> {
    const move: Move = { from: ['draft', 'sent_back', 'submitted', 'scheduled'], to: 'discarded' };
    return this.move(moving, move, (filing) => checkAuthor(filing, moving.actor));
  }

  /** `check` may refuse it. Throws what {@link checkFiling} throws. */
  move(moving: Moving, { from, to, note }: Move, check: (filing: Filing) => void): Promise<Filing> {
    const { story, id, actor, version, requestId = null } = moving;
    return this.database.transaction(async (tx) => {
      const filing = seenBy(await read(tx, { story, id, person: actor.name }, 'for update'), actor);
      if (filing.state === to && requestId !== null && filing.lastRequest === requestId) return filing;
      if (filing.state === 'discarded' && to === 'discarded') return filing;
      check(filing);
      checkFiling(filing, version, from);
      const moved = await put(tx, {
        ...{ ...filing, state: to, version: filing.version + 1, lastRequest: requestId },
        ...(to === 'discarded' ? wordless(filing) : {}),
        ...(note === undefined ? {} : { note }),
      });
      const concerns = filing.person;
      const entry = { story, actor: actor.name, action: `filing.${to}`, about: id, concerns };
      if (filing.state !== 'draft') await enterInDeskLog(tx, { ...entry, detail: { from: filing.state } });
      return moved;
    });
  }

  /** Does it unless another process is at the same; a process that is killed is at nothing any more. */
  alone(work: () => Promise<void>): Promise<void> {
    return alone(this.database, TURNS.filings, work);
  }

  /** The longest due first, but those in `except`, as `from/id`. */
  due(limit: number, except: readonly string[] = []): Promise<DueFiling[]> {
    return this.database.query(
      `select story_id as "from", id, coalesce(to_story, story_id) as story, version, person, let_go_by as "letGoBy", content->'media' as media,
         (extract(epoch from clock_timestamp() - publish_at) * 1000)::float8 as overdue
       from filings
       where state = 'scheduled' and publish_at <= clock_timestamp() and story_id || '/' || id <> all($2)
       order by publish_at limit $1`,
      [limit, except],
    );
  }
}

const wordless = ({ corrects }: Filing) => ({
  ...{ content: null, wishes: null },
  corrects: corrects && { ...corrects, note: null },
});

/** The one that somebody means: their own, or what was handed in. */
async function read(
  db: DataSource | EntityManager,
  { story, id, person }: Pick<Filing, 'story' | 'id' | 'person'>,
  lock = '',
): Promise<Filing | null> {
  const [row]: FilingRow[] = await db.query(
    `select ${FILING} from filings where story_id = $1 and id = $2 and (person = $3 or received_at <> '')
     order by person = $3 desc limit 1 ${lock}`,
    [story, id, person],
  );
  return row ? filingOf(row) : null;
}

async function put(tx: EntityManager, filing: Filing): Promise<Filing> {
  await putFilings(tx, [filing]);
  return (await read(tx, filing)) ?? filing;
}

async function keepDraft(tx: EntityManager, moving: Moving, content: Filing['content']): Promise<Filing> {
  const { story, id, actor, version } = moving;
  const before = await read(tx, { story, id, person: actor.name }, 'for update');
  if (!before) return startDraft(tx, moving, content);
  const filing = seenBy(before, actor);
  checkAuthor(filing, actor);
  if (isSame(filing.content, content)) return filing;
  checkFiling(filing, version, ['draft', 'sent_back']);
  return put(tx, { ...filing, content, state: 'draft', version: filing.version + 1 });
}

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505';

/**
 * The id becomes the update's: one that the story used already is no draft's. The story's row is held, so that an update
 * posted at the same time is either seen here or finds the draft.
 */
async function startDraft(
  tx: EntityManager,
  { story, id, actor, version }: Moving,
  content: Filing['content'],
): Promise<Filing> {
  if (version !== null && version !== 0)
    throw new CodedError('filing_not_found', 'There is no filing with this id at this desk.');
  await tx.query('select from stories where id = $1 for share', [story]);
  const [found]: { isUsed: boolean }[] = await tx.query(
    `select exists (select from updates where story_id = $1 and id = $2) as "isUsed"
     from stories where id = $1 and view is not null`,
    [story, id],
  );
  if (!found) throw new CodedError('story_not_found', `There is no story ${story}; an editor can open it.`);
  if (found.isUsed) throw new CodedError('id_reused', `The story has an update ${id} already.`);
  return put(tx, { ...newFiling({ story, id, person: actor.name }), content, version: 1 });
}

function checkAuthor({ person }: Filing, { name }: Actor): void {
  if (person !== name) throw new CodedError('not_allowed', 'This is for who filed it.');
}
