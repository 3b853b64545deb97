const EVERY_MS = 60_000;
const MOST_REMEMBERED = 100;

/** Says the same thing at most once a minute: a Redis that is away fails again every second. */
export function seldom(say: (message: string) => void): (message: string) => void {
  const saidAt = new Map<string, number>();
  return (message) => {
    const now = performance.now();
    if (now - (saidAt.get(message) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    if (saidAt.size >= MOST_REMEMBERED) saidAt.clear();
    saidAt.set(message, now);
    say(message);
  };
}
