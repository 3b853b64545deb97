import { useContext } from 'preact/hooks';
import type { FigureClaim, Qualifier, Words } from '#contract/figure';
import { DEFAULT_METRICS, type StoryView } from '#contract/story';
import { type Language, LanguageContext } from '../../shell/language.js';
import { FIGURE_WORDS, type FigureWords } from '../words-figures.js';

const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en'),
  ru: new Intl.NumberFormat('ru'),
};

interface Said {
  readonly low: number;
  readonly high: number | null;
  readonly qualifier: Qualifier;
  readonly words: Words | null;
}

/** Figures, sources, cities and metrics in the words of who looks. */
export class Saying {
  constructor(
    readonly story: StoryView,
    readonly language: Language,
  ) {}

  private get words(): FigureWords {
    return FIGURE_WORDS[this.language];
  }

  number(n: number): string {
    return numbers[this.language].format(n);
  }

  figure({ low, high, qualifier, words }: Said): string {
    if (words) return this.words.wordFloors[words];
    if (
      qualifier === 'range' ||
      (high !== null && high !== low && qualifier !== 'about' && qualifier !== 'up_to')
    )
      return `${this.number(low)}–${this.number(high ?? low)}`;
    return this.words.qualified[qualifier](this.number(qualifier === 'up_to' ? (high ?? low) : low));
  }

  claim({ value, qualifier = 'exact', low, high, words }: FigureClaim): string {
    if (words) return this.words.wordFloors[words];
    if (low !== undefined && high !== undefined) return `${this.number(low)}–${this.number(high)}`;
    return this.words.qualified[qualifier](this.number(value ?? 0));
  }

  /** `1,090 detentions · OVD-Info`. */
  whole(claim: FigureClaim): string {
    const kind =
      claim.kind && claim.kind !== 'so_far' ? ` (${this.words.kinds[claim.kind] ?? claim.kind})` : '';
    return `${this.claim(claim)} ${this.metric(claim.metric)}${kind} · ${this.source(claim.source)}`;
  }

  metric(id: string): string {
    return this.words.metrics[id] ?? id.replaceAll(/[._-]/g, ' ');
  }

  /** As a name of its own, where `metric` stands after a number. */
  metricName(id: string): string {
    return this.words.metricNames[id] ?? this.metric(id);
  }

  source(id: string): string {
    if (id === 'city-sum') return this.words.citySum;
    return this.story.sources.find((source) => source.id === id)?.name ?? id;
  }

  city(id: string | null): string {
    if (id === null) return this.words.wholeStory;
    return this.story.cities.find((city) => city.id === id)?.name ?? id;
  }
}

/** A story's metrics as they are usually named: detentions before crowds. */
export function metricsOf({ metrics }: StoryView): readonly string[] {
  const usual = Object.keys(DEFAULT_METRICS);
  const place = (metric: string) => (usual.includes(metric) ? usual.indexOf(metric) : usual.length);
  return Object.keys(metrics).toSorted((a, b) => place(a) - place(b));
}

export const useSaying = (story: StoryView): Saying => new Saying(story, useContext(LanguageContext));
