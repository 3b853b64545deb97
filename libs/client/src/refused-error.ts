import type { ProblemDocument } from '#contract/problems';

/** The newsroom answered, and the answer is no. `problem.retry` says what could help. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
  }
}
