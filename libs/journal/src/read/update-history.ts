import type { EntityManager } from 'typeorm';
import type { FigureClaim, FigureState } from '#contract/figure';
import type { MediaItem } from '#contract/media';
import type {
  FigureAtDesk,
  RevisionOf,
  RevisionView,
  UpdateAtDesk as AnsweredAtDesk,
} from '#contract/revision';
import type { UpdateView } from '#contract/update';
import { keyEventVersion } from '#domain/story/decide-key-event';
import { readerFigures } from '#domain/story/reader-figures';
import type { UpdateHead } from '#domain/story/state';
import { updateAtDesk, updateView } from './compose.js';
import { UPDATE_COLUMNS, UPDATES, type UpdateRow } from './update-reader.js';

type RevisionRow = Omit<Extract<RevisionView, { status: 'published' }>, 'text' | 'status' | 'figures'> & {
  readonly figures: readonly FigureClaim[];
  readonly text: string | null;
  readonly status: 'published' | 'retracted';
  readonly author: string;
  readonly media: readonly MediaItem[];
};

export interface UpdateWithRevisions {
  readonly update: UpdateView;
  /** What `If-Match` names where it is made a key event, or no longer. */
  readonly keyEventVersion: string;
  readonly revisions: readonly RevisionView[];
}

/** An update and what it said before, as readers may know it. Null: no such update in this story. */
export async function readUpdate(
  tx: EntityManager,
  story: string,
  id: string,
): Promise<UpdateWithRevisions | null> {
  const read = await readRows(tx, story, id);
  if (!read) return null;
  const { row, revisions } = read;
  const letCount = await figuresLetCount(tx, story, id, revisions);
  const lastRetraction = revisions.find(({ status }) => status === 'retracted')?.revision ?? 0;
  return {
    update: updateView(row.head, row),
    keyEventVersion: keyEventVersion(row.head),
    revisions: revisions.map(({ author: _, media: __, ...revision }, place) =>
      readable(revision, lastRetraction, (figures) => {
        const rulings = rulingsThen(revision, revisions[place - 1], letCount);
        return readerFigures(figures, { ...row.head.rulings, ...rulings }, row.presentation);
      }),
    ),
  };
}

interface LetCount {
  readonly figure: number;
  readonly at: string;
}

/** Rulings that let a figure of the update count; none, where nothing that was corrected had waited for one. */
function figuresLetCount(
  tx: EntityManager,
  story: string,
  id: string,
  [, ...earlier]: readonly RevisionRow[],
): Promise<LetCount[]> | [] {
  if (!earlier.some(({ figures }) => figures.some(({ state }) => state === 'held'))) return [];
  return tx.query(
    `select (decision->>'figure')::integer as figure, decision->>'decidedAt' as at from decisions
     where story_id = $1 and type = 'ruling' and decision->>'updateId' = $2 and decision->>'state' = 'counted'`,
    [story, id],
  );
}

/** What waited until it was corrected readers never had: a later ruling is about what came in its place. */
function rulingsThen(
  { receivedAt, figures }: Pick<RevisionRow, 'receivedAt' | 'figures'>,
  next: RevisionRow | undefined,
  letCount: readonly LetCount[],
): Record<string, FigureState> {
  if (!next) return {};
  const inTime = letCount.filter(({ at }) => at >= receivedAt && at < next.receivedAt);
  const waited = figures.flatMap(({ state }, place) =>
    state === 'held' && !inTime.some(({ figure }) => figure === place) ? [[place, 'held'] as const] : [],
  );
  return Object.fromEntries(waited);
}

/** For the desk: with the words of what was retracted, and who filed what. Erased words are nowhere. */
export interface UpdateAtDesk extends Omit<AnsweredAtDesk, 'author'> {
  readonly head: UpdateHead;
}

/** Null: no such update in this story. */
export async function readUpdateAtDesk(
  tx: EntityManager,
  story: string,
  id: string,
): Promise<UpdateAtDesk | null> {
  const read = await readRows(tx, story, id);
  if (!read) return null;
  const { row, revisions } = read;
  return {
    head: row.head,
    update: updateAtDesk(row.head, row),
    keyEventVersion: keyEventVersion(row.head),
    revisions: revisions.map(({ author, media, ...revision }) => {
      const shown = readable(revision, 0, (figures) => ruledFigures(figures, row.head));
      return { ...shown, author, media: shown.status === 'published' ? media : [] };
    }),
  };
}

async function readRows(tx: EntityManager, story: string, id: string) {
  const [row]: UpdateRow[] = await tx.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where u.story_id = $1 and u.id = $2`,
    [story, id],
  );
  if (!row) return null;
  const revisions: RevisionRow[] = await tx.query(
    `select revision, received_at as "receivedAt", note, status, city, occurred_at as "occurredAt", byline, headline, text,
       labels, evidence, confirmed, figures, author, media
     from revisions where story_id = $1 and update_id = $2 order by revision desc`,
    [story, id],
  );
  return { row, revisions };
}

export const ruledFigures = (
  figures: readonly FigureClaim[],
  { rulings }: Pick<UpdateHead, 'rulings'>,
): FigureAtDesk[] =>
  figures.map((claim, index) => ({ ...claim, state: rulings[index] ?? claim.state ?? 'counted' }));

function readable<F>(
  { text, status, ...row }: Omit<RevisionRow, 'author' | 'media'>,
  lastRetraction: number,
  figuresIn: (figures: readonly FigureClaim[]) => readonly F[],
): RevisionOf<F> {
  const { revision, receivedAt, note } = row;
  if (status === 'retracted') return { revision, receivedAt, note, status };
  if (revision < lastRetraction || text === null)
    return { revision, receivedAt, note: null, status: 'withheld' };
  return { ...row, text, status, figures: figuresIn(row.figures) };
}
