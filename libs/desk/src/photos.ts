import type { DataSource, EntityManager } from 'typeorm';
import type { PhotoFlag, PhotoState, PhotoView, PixelSize, ReviewPhoto } from '#contract/media';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';

const PHOTO = `id, width, height, state, flags, version, uploaded_by as "uploadedBy", uploaded_at as "uploadedAt"`;
/** An erased photo never was; one that arrives is not yet. */
const OF_STORY = `story_id = $1 and state not in ('erased', 'arriving')`;
const LISTED = 100;

type Row = Omit<PhotoView, 'uploadedAt'> & { readonly uploadedAt: Date };
export interface SentPhoto extends PixelSize {
  readonly id: string;
  readonly story: string;
  readonly hash: string;
  readonly flags: readonly PhotoFlag[];
  readonly by: string;
}
type Sent = Omit<SentPhoto, 'width' | 'height'>;
export interface Review extends ReviewPhoto {
  readonly ifMatch: number;
  readonly by: string;
}

export interface Placing {
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/** The photos of all stories and what the desk made of them. */
export class Photos {
  constructor(private readonly database: DataSource) {}

  /** The photo that was sent before with these bytes; undefined: its files are to be stored. Throws `id_reused`. */
  sentBefore(photo: Sent): Promise<PhotoView | undefined> {
    return this.database.transaction(async (tx) => {
      const state = await stateOfSame(tx, photo);
      return state === undefined || state === 'arriving' ? undefined : sentAgain(tx, photo);
    });
  }

  /** Takes the id for these bytes before their files are stored: no other picture comes to be under it. Throws `id_reused`. */
  async claim({ id, story, hash, width, height, flags, by }: SentPhoto): Promise<void> {
    await this.database.query(
      `insert into photos (id, story_id, hash, width, height, state, flags, version, uploaded_by)
       values ($1, $2, $3, $4, $5, 'arriving', $6, 1, $7)
       on conflict (id) do update set flags = array(select distinct unnest(photos.flags || excluded.flags) order by 1)
         where photos.story_id = $2 and photos.hash = $3 and photos.state = 'arriving'`,
      [id, story, hash, width, height, flags, by],
    );
    await stateOfSame(this.database.manager, { id, story, hash });
  }

  /** Puts down a claimed one whose files are stored. Throws `id_reused`: it was erased meanwhile. */
  add(photo: SentPhoto): Promise<PhotoView> {
    const { id, story, hash, by } = photo;
    return this.database.transaction(async (tx) => {
      const [[row]]: [Row[], number] = await tx.query(
        `update photos set state = 'waiting' where id = $1 and story_id = $2 and hash = $3 and state = 'arriving'
         returning ${PHOTO}`,
        [id, story, hash],
      );
      if (!row) {
        await stateOfSame(tx, photo);
        return sentAgain(tx, photo);
      }
      const detail = { flags: row.flags };
      await enterInDeskLog(tx, { story, actor: by, action: 'photo.uploaded', about: id, detail });
      return view(row);
    });
  }

  withId(story: string, id: string): Promise<PhotoView> {
    return inStory(this.database.manager, story, id);
  }

  /** Oldest first: who waits longest is looked at first. */
  async list(story: string, state: PhotoState): Promise<PhotoView[]> {
    const rows: Row[] = await this.database.query(
      `select ${PHOTO} from photos where ${OF_STORY} and state = $2 order by uploaded_at, id limit ${LISTED}`,
      [story, state],
    );
    return rows.map(view);
  }

  /** Throws `photo_not_found`, `stale_revision`, and `flags_not_seen` where somebody might be harmed. */
  review(story: string, id: string, review: Review): Promise<PhotoView> {
    return this.database.transaction(async (tx) => {
      const before = await inStory(tx, story, id, 'for update');
      const { state, flags = before.flags, flagsSeen = false, by } = review;
      if (state === before.state && flags.join() === before.flags.join()) return before;
      checkReview(before, flags, review);
      const [rows]: [Row[], number] = await tx.query(
        `update photos set state = $2, flags = $3, version = version + 1 where id = $1 returning ${PHOTO}`,
        [id, state, flags],
      );
      const detail = { from: before.state, to: state, flagsBefore: before.flags, flags, flagsSeen };
      await enterInDeskLog(tx, { story, actor: by, action: `photo.${state}`, about: id, detail });
      return view(known(rows));
    });
  }

  /** Of these the ones that readers may see, with their sizes. */
  async approvedOf(story: string, ids: readonly string[]): Promise<Map<string, PixelSize>> {
    const rows: (PixelSize & { id: string })[] = await this.database.query(
      `select id, width, height from photos where story_id = $1 and state = 'approved' and id = any($2)`,
      [story, ids],
    );
    return new Map(rows.map(({ id, width, height }) => [id, { width, height }]));
  }

  /** It is the other story's from now on, in the state it is in. Undefined: it is not there any more. */
  place(id: string, { from, to, by }: Placing): Promise<PhotoView | undefined> {
    return this.database.transaction(async (tx) => {
      const [moved]: [Row[], number] = await tx.query(
        `update photos set story_id = $3 where ${OF_STORY} and id = $2 returning ${PHOTO}`,
        [from, id, to],
      );
      if (moved.length > 0)
        await enterInDeskLog(tx, {
          story: to,
          actor: by,
          action: 'photo.placed',
          about: id,
          detail: { from },
        });
      const rows: Row[] = await tx.query(`select ${PHOTO} from photos where ${OF_STORY} and id = $2`, [
        to,
        id,
      ]);
      return rows.map(view)[0];
    });
  }

  /** From now on the photo is none that anybody sent, or will send. Its files are the caller's to remove. */
  async forget(story: string, ids: readonly string[], by: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const erased: { id: string }[] = await tx.query(
        `insert into photos (id, story_id, hash, width, height, state, flags, version, uploaded_by)
         select id, $1, '', 0, 0, 'erased', '{}', 1, $3 from unnest($2::text[]) id order by id
         on conflict (id) do update set state = 'erased', hash = '', flags = '{}'
           where photos.story_id = $1 and photos.state <> 'erased'
         returning id`,
        [story, ids, by],
      );
      for (const { id } of erased)
        await enterInDeskLog(tx, { story, actor: by, action: 'photo.erased', about: id });
    });
  }
}

/** Undefined: the id is free. Throws `id_reused` when other bytes have it, or had until they were erased. */
async function stateOfSame(
  tx: EntityManager,
  { id, story, hash }: Pick<Sent, 'id' | 'story' | 'hash'>,
): Promise<string | undefined> {
  const [used]: { isSame: boolean; state: string }[] = await tx.query(
    `select story_id = $2 and hash = $3 as "isSame", state from photos where id = $1`,
    [id, story, hash],
  );
  if (used && !used.isSame)
    throw new CodedError('id_reused', `Another photo was sent as ${id}. Make a new id for a new photo.`);
  return used?.state;
}

/** A flag that is sent later, as of whom somebody recognized, is kept as long as nobody has decided. */
async function sentAgain(tx: EntityManager, { id, story, flags, by }: Sent): Promise<PhotoView> {
  const before = await inStory(tx, story, id, 'for update');
  const added = flags.filter((flag) => !before.flags.includes(flag));
  if (added.length === 0 || before.state !== 'waiting') return before;
  const all = [...before.flags, ...added];
  const [rows]: [Row[], number] = await tx.query(
    `update photos set flags = $2, version = version + 1 where id = $1 returning ${PHOTO}`,
    [id, all],
  );
  const detail = { flagsBefore: before.flags, flags: all };
  await enterInDeskLog(tx, { story, actor: by, action: 'photo.flagged', about: id, detail });
  return view(known(rows));
}

async function inStory(tx: EntityManager, story: string, id: string, lock = ''): Promise<PhotoView> {
  return view(
    known(await tx.query(`select ${PHOTO} from photos where ${OF_STORY} and id = $2 ${lock}`, [story, id])),
  );
}

function checkReview(
  before: PhotoView,
  flags: readonly PhotoFlag[],
  { state, flagsSeen, ifMatch }: Review,
): void {
  if (ifMatch !== before.version)
    throw new CodedError(
      'stale_revision',
      `Somebody decided about the photo meanwhile: it is ${before.state}. Look, then decide.`,
      [],
      before.version,
    );
  const flagged = [...new Set([...before.flags, ...flags])];
  if (state === 'approved' && flagged.length > 0 && flagsSeen !== true)
    throw new CodedError(
      'flags_not_seen',
      `It is flagged: ${flagged.join(', ')}. Say flagsSeen to let it out.`,
    );
}

const view = ({ uploadedAt, ...same }: Row): PhotoView => ({ ...same, uploadedAt: uploadedAt.toISOString() });

function known([row]: readonly Row[]): Row {
  if (!row) throw noSuchPhoto();
  return row;
}

export const noSuchPhoto = () =>
  new CodedError('photo_not_found', 'There is no photo with this id in the story.');
