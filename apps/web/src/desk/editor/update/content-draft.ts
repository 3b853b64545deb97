import type { FigureClaim } from '#contract/figure';
import type { MediaItem } from '#contract/media';
import type { RevisionAtDesk } from '#contract/revision';
import type { StoryView } from '#contract/story';
import type { Evidence, Label, UpdateContent } from '#contract/update';
import { localTime, momentAt } from '../state/moments.js';
import { claimOf, type FigureDraft, figureDraft } from './figure-draft.js';

/** An update as it stands in its fields. What has no field goes along as it was. */
export interface ContentDraft {
  /** Empty: the whole story. */
  readonly city: string;
  /** On the story's clock. */
  readonly time: string;
  readonly headline: string;
  readonly byline: string;
  readonly text: string;
  readonly keyEvent: boolean;
  readonly confirmed: boolean;
  readonly evidence: readonly { readonly url: string; readonly quote: string }[];
  readonly figures: readonly FigureDraft[];
  readonly labels: readonly Label[];
  readonly media: readonly MediaItem[];
  /** The moment with its seconds, as long as the time in its field is the same. */
  readonly at: string | null;
}

export function emptyContent({ timeZone }: StoryView, city = ''): ContentDraft {
  return {
    ...{ city, time: localTime(new Date().toISOString(), timeZone), at: null },
    ...{ headline: '', byline: '', text: '', keyEvent: false, confirmed: true },
    ...{ evidence: [], figures: [], labels: [], media: [] },
  };
}

export function contentDraft(content: Partial<UpdateContent>, story: StoryView): ContentDraft {
  const at = content.occurredAt ?? new Date().toISOString();
  return {
    ...{ city: content.city ?? '', time: localTime(at, story.timeZone), at },
    ...{ headline: content.headline ?? '', byline: content.byline ?? '', text: content.text ?? '' },
    ...{ keyEvent: content.keyEvent ?? false, confirmed: content.confirmed ?? true },
    evidence: (content.evidence ?? []).map(({ url = '', quote = '' }) => ({ url, quote })),
    figures: (content.figures ?? []).map((claim) => figureDraft(claim, story)),
    ...{ labels: content.labels ?? [], media: content.media ?? [] },
  };
}

export type RevisionWithWords = Extract<RevisionAtDesk, { status: 'published' }>;

/** Of a revision, as it would be filed again. */
export function contentOfRevision(revision: RevisionWithWords, keyEvent: boolean): UpdateContent {
  const { city, occurredAt, byline, headline, text, labels, evidence, confirmed, media } = revision;
  const figures = revision.figures.map(({ state: _, ...claim }): FigureClaim => claim);
  return {
    ...{ city, occurredAt, text, labels, evidence, media, confirmed, keyEvent, figures },
    ...(byline !== null && { byline }),
    ...(headline !== null && { headline }),
  };
}

/** What is filed. Only what was said is in it. */
export function contentOf(draft: ContentDraft, story: StoryView): UpdateContent {
  const evidence = draft.evidence.flatMap(({ url, quote }): Evidence[] =>
    url.trim() || quote.trim()
      ? [{ ...(url.trim() && { url: url.trim() }), ...(quote.trim() && { quote: quote.trim() }) }]
      : [],
  );
  return {
    city: draft.city || null,
    occurredAt: momentOf(draft, story),
    text: draft.text,
    figures: draft.figures.map((figure) => claimOf(figure, story)),
    ...(draft.headline.trim() && { headline: draft.headline.trim() }),
    ...(draft.byline.trim() && { byline: draft.byline.trim() }),
    ...(draft.keyEvent && { keyEvent: true }),
    ...(!draft.confirmed && { confirmed: false }),
    ...(evidence.length > 0 && { evidence }),
    ...(draft.labels.length > 0 && { labels: draft.labels }),
    ...(draft.media.length > 0 && { media: draft.media }),
  };
}

/** Seconds count: nobody who left the time alone has changed it. */
function momentOf({ time, at }: ContentDraft, { timeZone }: StoryView): string {
  if (at !== null && localTime(at, timeZone) === time) return at;
  return momentAt(time, timeZone) ?? new Date().toISOString();
}
