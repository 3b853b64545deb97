/** A wait is as long as it has to be and at most an eighth of it, or this, longer: each look costs the looked-at its time too. */
const PAUSE_MS = { least: 5, most: 50 };

/** Resolves with the first value that is neither undefined nor false; rejects after `ms` with what was awaited. */
export async function waitUntil<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 8_000,
): Promise<T> {
  for (const from = Date.now(); ; ) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    const waited = Date.now() - from;
    if (waited > ms) throw new Error(`Not within ${ms} ms: ${what}`);
    const pause = Math.min(Math.max(waited / 8, PAUSE_MS.least), PAUSE_MS.most);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
