import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import type { Draft } from './draft.js';

/** Writes each state of a draft, or the newest where they come faster than the disk: a crash costs a letter at most. */
class DraftKeeper {
  private next: Draft | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly outbox: Outbox,
    private readonly name: string,
  ) {}

  keep(draft: Draft): void {
    const isIdle = this.next === undefined;
    this.next = draft;
    if (isIdle) {
      const write = () => this.write();
      this.writing = this.writing.then(write, write); // a disk that was full may have room now
    }
  }

  /** Until nothing is being written: what is sent off is not kept as a draft once more. */
  settled(): Promise<void> {
    return this.writing;
  }

  private async write(): Promise<void> {
    const draft = this.next;
    this.next = undefined;
    await this.outbox.keep(this.name, draft);
  }
}

export interface Drafting {
  readonly draft: Draft;
  readonly change: (fields: Partial<Draft>) => void;
  readonly replace: (draft: Draft) => void;
  readonly settled: () => Promise<void>;
}

/** The draft of that name as it was left, else a new one. Null: it is being read. */
export function useDraft(outbox: Outbox, name: string, first: () => Promise<Draft>): Drafting | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  const keeper = useMemo(() => new DraftKeeper(outbox, name), [outbox, name]);
  useEffect(() => {
    let isWanted = true;
    const read = async () => (await outbox.kept<Draft>(name)) ?? (await first());
    void read().then((found) => isWanted && setDraft(found));
    return () => {
      isWanted = false;
    };
  }, [outbox, name]);
  if (!draft) return null;
  const replace = (next: Draft) => {
    setDraft(next);
    keeper.keep(next);
  };
  const change = (fields: Partial<Draft>) =>
    setDraft((before) => {
      const next = { ...(before ?? draft), ...fields };
      keeper.keep(next);
      return next;
    });
  return { draft, change, replace, settled: () => keeper.settled() };
}
