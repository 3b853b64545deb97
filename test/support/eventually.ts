/** Waits until `check` gives something true, and gives it back. */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  withinMs = 5_000,
): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await check();
    if (value) return value as NonNullable<T>;
    if (performance.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
