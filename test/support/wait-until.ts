/** Resolves with the first value that is neither undefined nor false; rejects after `ms` with what was awaited. */
export async function waitUntil<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 8_000,
): Promise<T> {
  for (const end = Date.now() + ms; ; ) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
