/** One thing that keeps a figure out, where, and what is possible instead. */
export interface FigureProblem {
  readonly code: 'unknown_city' | 'unknown_source' | 'unknown_metric' | 'invalid_figure' | 'in_the_future';
  /** Dotted: `figures.0.value`. */
  readonly path: string;
  readonly message: string;
}

export function invalid(path: string, message: string): FigureProblem {
  return { code: 'invalid_figure', path, message };
}

const NAMED = 12;
/** At most twelve of the words that are possible; messages never repeat what was sent. */
export function listed(words: readonly string[]): string {
  const more = words.length > NAMED ? ` and ${words.length - NAMED} more` : '';
  return words.slice(0, NAMED).join(', ') + more;
}
