import type { ServerResponse } from 'node:http';
import type { ProblemDocument } from '#contract/problems';

/** Answers with a problem document; one that will pass says after how many seconds. */
export function refuse(response: ServerResponse, problem: ProblemDocument, retryAfter = 1): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    ...(problem.status === 503 ? { 'retry-after': `${retryAfter}` } : {}),
  });
  response.end(JSON.stringify(problem));
}
