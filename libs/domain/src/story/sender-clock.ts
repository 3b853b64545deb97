import type { Instant } from '#contract/figure';
import { FUTURE_TOLERANCE_SECONDS } from '#contract/limits';
import type { UpdateContent } from '#contract/update';
import { addSeconds, toInstant } from '../figures/instant.js';

/**
 * What was filed, by our clock. `sentAt`, what the sender's clock said when it sent this, tells how wrong that clock is:
 * by more than two minutes, and its times are moved by as much. `said`: the moment as the sender had it; null: not moved.
 */
export function onOurClock(
  content: UpdateContent,
  sentAt: string | undefined,
  now: Instant,
): { readonly content: UpdateContent; readonly said: string | null } {
  const sent = sentAt === undefined ? null : toInstant(sentAt);
  const skew = sent === null ? 0 : (Date.parse(now) - Date.parse(sent)) / 1000;
  if (Math.abs(skew) <= FUTURE_TOLERANCE_SECONDS) return { content, said: null };
  const moved = (text: string): string => {
    const instant = toInstant(text);
    return instant === null ? text : addSeconds(instant, skew);
  };
  const figures = content.figures.map((figure) =>
    figure.asOf === undefined ? figure : { ...figure, asOf: moved(figure.asOf) },
  );
  return {
    content: { ...content, occurredAt: moved(content.occurredAt), figures },
    said: content.occurredAt,
  };
}
