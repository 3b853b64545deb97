import { useEffect } from 'preact/hooks';
import { useKept } from '../state/kept.js';
import type { ContentDraft } from './content-draft.js';

/** What is written, and the `revision` of what it began from. */
interface Written<Revision> {
  readonly draft: ContentDraft;
  readonly base: ContentDraft;
  readonly revision: Revision;
  readonly note: string;
}

/** What is being written of something that others may change too. */
export interface Editing<Revision> extends Written<Revision> {
  readonly newest: ContentDraft;
  /** There is a newer one than what it began from. */
  readonly isBehind: boolean;
  readonly isWritten: boolean;
  readonly set: (fields: Partial<Written<Revision>>) => void;
  /** Over the newest, of which its author has read. */
  readonly goOn: () => void;
  readonly beginAnew: () => void;
  readonly drop: () => void;
}

/** What is written under a name, kept in this tab. Where nothing is written yet, it goes on from what is newest. */
export function useEditing<Revision>(
  name: string,
  newest: ContentDraft,
  newestRevision: Revision,
): Editing<Revision> {
  const fresh = { draft: newest, base: newest, revision: newestRevision };
  const [editing, keep, drop] = useKept<Written<Revision>>(name, { ...fresh, note: '' });
  const isBehind = !isSame(newestRevision, editing.revision);
  const isWritten = !isSame(editing.draft, editing.base);
  useEffect(() => {
    if (isBehind && !isWritten) keep({ ...editing, ...fresh });
  }, [isBehind]);
  const set = (fields: Partial<Written<Revision>>) => keep({ ...editing, ...fields });
  const goOn = () => set({ base: newest, revision: newestRevision });
  return { ...editing, newest, isBehind, isWritten, set, goOn, beginAnew: () => set(fresh), drop };
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
