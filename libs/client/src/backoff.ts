/** Milliseconds to wait before attempt `n + 1`: random up to a ceiling that doubles, so that a crowd spreads out. */
export function backoff(failures: number, base: number, cap: number): number {
  return Math.random() * Math.min(cap, base * 2 ** Math.max(0, failures - 1));
}

/** `Retry-After` in milliseconds; 0 when absent. */
export function retryAfter(response: Response): number {
  const said = response.headers.get('retry-after');
  if (said === null) return 0;
  const seconds = Number(said);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(said) - Date.now();
  return wait > 0 ? wait : 0;
}
