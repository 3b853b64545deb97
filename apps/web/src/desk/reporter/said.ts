import type { FigureClaim } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { Language } from '../shell/language.js';
import type { Exactness } from './draft.js';
import type { ReporterWords } from './words.js';

/** `Detentions: at least 40 · OVD-Info`. */
export function saidFigure(
  claim: FigureClaim,
  story: StoryView,
  words: ReporterWords,
  language: Language,
): string {
  const { metric, kind = 'so_far', value, low, high, qualifier = 'exact' } = claim;
  const number = new Intl.NumberFormat(language);
  const exactness = low !== undefined ? 'range' : (qualifier as Exactness);
  const said = words.said[exactness](number.format(value ?? low ?? 0), number.format(high ?? 0));
  const what = words.metrics[metric] ?? metric;
  if (kind === 'new') return `${what}: +${said}`;
  const by = kind === 'seen' ? words.kinds.seen.toLowerCase() : sourceName(story, claim.source);
  return [`${what}: ${said}`, by].filter(Boolean).join(' · ');
}

export function sourceName(story: StoryView, source: string): string {
  return story.sources.find(({ id }) => id === source)?.name ?? source;
}

/** On the street: the city's own time. */
export function timeThere(instant: string, timeZone: string, language: Language): string {
  const how = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat(language, how).format(new Date(instant));
}
