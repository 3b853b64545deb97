import type { FilingView } from '#contract/filing';
import type { Flag, Hold } from '#contract/guard';
import type { PhotoView } from '#contract/media';
import { useLive } from '../state/live.js';

export interface QueueContent {
  readonly filings: readonly FilingView[];
  /** Those that go out by themselves at their time. */
  readonly scheduled: readonly FilingView[];
  readonly holds: readonly Hold[];
  readonly flags: readonly Flag[];
  readonly photos: readonly PhotoView[];
  /** What needs a decision. */
  readonly count: number;
  readonly error: unknown;
  readonly isThere: boolean;
}
interface FilingsPage {
  readonly filings: readonly FilingView[];
}

/** All that waits for an editor, the longest waiting first. */
export function useQueue(): QueueContent {
  const filed = useLive<FilingsPage>('/filings?state=submitted&limit=100', /^(filing|story)\./);
  const timed = useLive<FilingsPage>('/filings?state=scheduled&limit=100', /^filing\./);
  const held = useLive<{ holds: readonly Hold[] }>('/holds', /^(figure|ruling|update|guard|flag|filing)\./);
  const raised = useLive<{ flags: readonly Flag[] }>(
    '/flags?state=open',
    /^(flag|update|ruling|filing|guard)\./,
  );
  const sent = useLive<{ photos: readonly PhotoView[] }>('/photos?state=waiting', /^photo\./);
  const all = [filed, timed, held, raised, sent];
  const filings = (filed.value?.filings ?? []).toReversed();
  const flags = (raised.value?.flags ?? []).toReversed();
  const [holds, photos] = [held.value?.holds ?? [], sent.value?.photos ?? []];
  return {
    ...{ filings, flags, holds, photos, scheduled: timed.value?.filings ?? [] },
    count: filings.length + flags.length + holds.length + photos.length,
    error: all.find(({ error }) => error !== undefined)?.error,
    isThere: all.every(({ value }) => value !== undefined),
  };
}
