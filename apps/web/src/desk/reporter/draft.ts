import { LIMITS } from '#contract/limits';
import type { FigureClaim } from '#contract/figure';
import type { Evidence, PostUpdate, UpdateContent } from '#contract/update';

/** How exact a number is, as it is chosen; a range has two numbers. */
export const EXACTNESS = ['exact', 'at_least', 'about', 'range'] as const;
export type Exactness = (typeof EXACTNESS)[number];

/** A figure as it is typed: numbers are text until it is sent. */
export interface FigureDraft {
  readonly metric: string;
  /** What a source says is so far; what was seen oneself; what is more than before. */
  readonly kind: 'so_far' | 'seen' | 'new';
  /** Empty: nobody is chosen yet. */
  readonly source: string;
  readonly exactness: Exactness;
  readonly value: string;
  readonly high: string;
}
export interface PhotoDraft {
  readonly id: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}
/** What is being written, from its first letter on. Its id is the update's, whatever happens to the phone. */
export interface Draft {
  readonly id: string;
  readonly city: string | null;
  readonly text: string;
  /** UTC; null: the moment it is sent off. */
  readonly occurredAt: string | null;
  readonly figures: readonly FigureDraft[];
  readonly link: string;
  readonly quote: string;
  readonly photos: readonly PhotoDraft[];
  /** Of what is live already: what readers are told of the correction. */
  readonly correcting?: { readonly of: string; readonly note: string; readonly content: UpdateContent };
}

export function newDraft(id: string, city: string | null): Draft {
  return { id, city, text: '', occurredAt: null, figures: [], link: '', quote: '', photos: [] };
}

/** There is nothing in it that somebody wrote or chose to send. */
export function isBlank({ text, figures, photos, link, quote, correcting }: Draft): boolean {
  return !correcting && figures.length + photos.length === 0 && (text + link + quote).trim() === '';
}

/** Why a draft cannot go yet; `storage`: the device did not keep it. */
export type Lack =
  | 'text'
  | 'number'
  | 'range'
  | 'source'
  | 'place'
  | 'link'
  | 'alt'
  | 'note'
  | 'size'
  | 'storage';

export function lackOf(draft: Draft, occurredAt: string): Lack | null {
  if (draft.text.trim() === '') return 'text';
  if (draft.figures.some(({ value, high }) => !isCount(value) || !isCount(high))) return 'number';
  if (draft.figures.some(isReversed)) return 'range';
  if (draft.figures.some((figure) => isSaid(figure) && figure.source === '')) return 'source';
  if (draft.city === null && draft.figures.some(isPartial)) return 'place';
  if (draft.link.trim() !== '' && !isLink(draft.link.trim())) return 'link';
  if (draft.photos.some(({ alt }) => alt.trim() === '')) return 'alt';
  if (draft.correcting && draft.correcting.note.trim() === '') return 'note';
  const bytes = new TextEncoder().encode(JSON.stringify(postOf(draft, occurredAt))).length;
  return bytes > LIMITS.updateBytes ? 'size' : null;
}

/** What is sent. `now`: the moment it was sent off. */
export function postOf(draft: Draft, now: string): PostUpdate {
  return { id: draft.id, ...contentOf(draft, now) };
}

export function contentOf(draft: Draft, now: string): UpdateContent {
  const { city, text, photos, correcting } = draft;
  const evidence = evidenceOf(draft);
  const media = [
    ...(correcting?.content.media ?? []),
    ...photos.map(({ id, alt }) => ({ photo: id, alt: alt.trim() })),
  ];
  const { figures: _, media: __, evidence: ___, ...before } = correcting?.content ?? { figures: [] };
  return {
    ...before,
    ...{ city, occurredAt: draft.occurredAt ?? now, text: text.trim() },
    ...(evidence.length > 0 && { evidence }),
    ...(media.length > 0 && { media }),
    figures: draft.figures
      .filter(isSaid)
      .map((figure) => unchangedIn(draft, figure) ?? claimOf(figure, city)),
  };
}

function evidenceOf({ link, quote, correcting }: Draft): Evidence[] {
  const [, ...others] = correcting?.content.evidence ?? [];
  const [url, said] = [link.trim(), quote.trim()];
  const own = url || said ? [{ ...(url && { url }), ...(said && { quote: said }) }] : [];
  return [...own, ...others];
}

/** What is corrected may say of a figure what this form cannot: left alone, it goes along as it was. */
function unchangedIn({ city, correcting }: Draft, figure: FigureDraft): FigureClaim | undefined {
  const before = correcting?.content;
  if (before?.city !== city) return undefined;
  const typed = JSON.stringify(figure);
  return before?.figures.find((claim) => JSON.stringify(figureDraftOf(claim)) === typed);
}

function claimOf(
  { metric, kind, source, exactness, value, high }: FigureDraft,
  city: string | null,
): FigureClaim {
  const scope = city === null && { scope: 'story' as const };
  const what = { metric, source, ...(kind !== 'so_far' && { kind }), ...scope };
  if (exactness === 'range') return { ...what, low: Number(value), high: Number(high) };
  return { ...what, value: Number(value), ...(exactness !== 'exact' && { qualifier: exactness }) };
}

/** What was sent, as a draft again. */
export function draftOf(id: string, content: UpdateContent): Draft {
  const [proof] = content.evidence ?? [];
  return {
    ...newDraft(id, content.city),
    ...{
      text: content.text,
      occurredAt: content.occurredAt,
      link: proof?.url ?? '',
      quote: proof?.quote ?? '',
    },
    figures: content.figures.map(figureDraftOf),
  };
}

/** What was taken out of the outbox, to be written on, before what is being written. Under an id of its own. */
export function reopenedIn(draft: Draft, content: UpdateContent): Draft {
  const photos = (content.media ?? []).flatMap((item) =>
    'photo' in item ? { id: item.photo, alt: item.alt, width: 0, height: 0 } : [],
  );
  return joined({ ...draftOf(draft.id, content), photos }, draft);
}

/** All of two drafts in one, which has the id, place and time of the earlier. */
export function joined(earlier: Draft, later: Draft): Draft {
  const spare = (field: 'link' | 'quote') => (earlier[field] === '' ? '' : later[field].trim());
  const texts = [earlier.text.trim(), later.text.trim(), spare('quote'), spare('link')];
  return {
    ...earlier,
    text: texts.filter(Boolean).join('\n\n'),
    figures: [...earlier.figures, ...later.figures].filter(isSaid),
    photos: [...earlier.photos, ...later.photos],
    link: earlier.link || later.link,
    quote: earlier.quote || later.quote,
  };
}

/** Of what this form said: it says nothing that it cannot say again. */
function figureDraftOf(claim: FigureClaim): FigureDraft {
  const { metric, source, kind = 'so_far', qualifier = 'exact', value, low, high } = claim;
  return {
    ...{ metric, source, kind: kind === 'revised' ? 'so_far' : kind },
    exactness: low !== undefined ? 'range' : (EXACTNESS.find((each) => each === qualifier) ?? 'about'),
    value: String(value ?? low ?? ''),
    high: String(high ?? ''),
  };
}

export const isSaid = ({ value }: FigureDraft) => value.trim() !== '';
/** What adds to a total is added in one city. */
const isPartial = (figure: FigureDraft) => isSaid(figure) && figure.kind !== 'so_far';
const isCount = (text: string) => /^\d{0,12}$/.test(text.trim());
const isReversed = ({ exactness, value, high }: FigureDraft) =>
  exactness === 'range' && value !== '' && !(high !== '' && Number(value) <= Number(high));

function isLink(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}
