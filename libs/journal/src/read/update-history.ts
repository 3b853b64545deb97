import type { EntityManager } from 'typeorm';
import type { Evidence, FigureView, Label, UpdateView } from '#contract/update';
import type { FigureClaim, FigureState } from '#contract/figure';
import { readerFigures } from '#domain/story/reader-figures';
import { updateView } from './compose.js';
import { UPDATE_COLUMNS, UPDATES, type UpdateRow } from './update-reader.js';

/** A revision that readers may still read, or only its number and why it is gone. */
export type RevisionView = {
  readonly revision: number;
  readonly receivedAt: string;
  readonly note: string | null;
} & (
  | {
      readonly status: 'published';
      readonly city: string | null;
      readonly occurredAt: string;
      readonly byline: string | null;
      readonly headline: string | null;
      readonly text: string;
      readonly labels: readonly Label[];
      readonly evidence: readonly Evidence[];
      readonly confirmed: boolean;
      readonly figures: readonly FigureView[];
    }
  | { readonly status: 'retracted' }
  | { readonly status: 'withheld' }
);
type RevisionRow = Omit<Extract<RevisionView, { status: 'published' }>, 'text' | 'status' | 'figures'> & {
  readonly figures: readonly FigureClaim[];
  readonly text: string | null;
  readonly status: 'published' | 'retracted';
};

export interface UpdateWithRevisions {
  readonly update: UpdateView;
  readonly revisions: readonly RevisionView[];
}

/** An update and what it said before. Null: no such update in this story. */
export async function readUpdate(
  tx: EntityManager,
  story: string,
  id: string,
): Promise<UpdateWithRevisions | null> {
  const [row]: UpdateRow[] = await tx.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where u.story_id = $1 and u.id = $2`,
    [story, id],
  );
  if (!row) return null;
  const revisions: RevisionRow[] = await tx.query(
    `select revision, received_at as "receivedAt", note, status, city, occurred_at as "occurredAt", byline, headline, text,
       labels, evidence, confirmed, figures
     from revisions where story_id = $1 and update_id = $2 order by revision desc`,
    [story, id],
  );
  const lastRetraction = revisions.find(({ status }) => status === 'retracted')?.revision ?? 0;
  return {
    update: updateView(row.head, row),
    revisions: revisions.map((revision) => readable(revision, lastRetraction, row.head.rulings)),
  };
}

function readable(
  row: RevisionRow,
  lastRetraction: number,
  rulings: Readonly<Record<string, FigureState>>,
): RevisionView {
  const { revision, receivedAt, note } = row;
  if (row.status === 'retracted') return { revision, receivedAt, note, status: 'retracted' };
  if (revision < lastRetraction || row.text === null)
    return { revision, receivedAt, note: null, status: 'withheld' };
  return { ...row, text: row.text, status: 'published', figures: readerFigures(row.figures, rulings) };
}
