import { useEffect, useState } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import type { Draft } from './draft.js';
import { DraftKeeper } from './draft-keeper.js';
import { takeUp } from './take-up.js';

export interface Drafting {
  readonly draft: Draft;
  readonly change: (fields: Partial<Draft>) => void;
  /** From the draft as it is by then, whatever was typed meanwhile. */
  readonly edit: (how: (draft: Draft) => Draft) => void;
  readonly keeper: DraftKeeper;
}

interface Open {
  readonly draft: Draft;
  readonly keeper: DraftKeeper;
}

/** The draft as it was left, else a new one. Null: it is being read. */
export function useDraft(outbox: Outbox, of: string, first: () => Promise<Draft>): Drafting | null {
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const read = async () => {
      const { name, draft } = await takeUp(outbox, of, leaving.signal);
      const begun = { draft: draft ?? (await first()), keeper: new DraftKeeper(outbox, name) };
      if (!leaving.signal.aborted) setOpen(begun);
    };
    void read();
    return () => leaving.abort();
  }, [outbox, of]);
  if (!open) return null;
  const edit = (how: (draft: Draft) => Draft) =>
    setOpen((before) => {
      const { keeper, draft } = before ?? open;
      const next = how(draft);
      if (next !== draft) keeper.keep(next);
      return { keeper, draft: next };
    });
  const change = (fields: Partial<Draft>) => edit((draft) => ({ ...draft, ...fields }));
  return { ...open, change, edit };
}
