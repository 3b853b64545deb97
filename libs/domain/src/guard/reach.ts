import type { Figure } from '#contract/figure';

/** Of an interval its high, where it is open its low: "up to 50,000" puts 50,000 on the page. */
export function reach({ low, high }: Pick<Figure, 'low' | 'high'>): number {
  return high ?? low;
}
