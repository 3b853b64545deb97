/** Redis is away, hung or still loading: nothing is known about what a write did. Serve from the journal, or try later. */
export class LiveUnavailableError extends Error {
  override readonly name = 'LiveUnavailableError';

  constructor(why: string, options?: ErrorOptions) {
    super(`Redis does not answer: ${why}`, options);
  }
}
