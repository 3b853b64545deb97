import type { ServerResponse } from 'node:http';
import type { ProblemDocument } from '#contract/problems';
import { sseEvent } from '../line/shared-chunk.js';

const SPREAD_MS = 1_000;

/** Answers with a problem document; one that will pass says after how many seconds. */
export function refuse(response: ServerResponse, problem: ProblemDocument, retryAfter = 1): void {
  if (response.headersSent || response.destroyed) return;
  if (problem.retry === 'same' && isEventSource(response)) askBack(response, problem, retryAfter);
  else {
    response.writeHead(problem.status, {
      'content-type': 'application/problem+json',
      ...ANYWHERE,
      ...(problem.status === 503 ? { 'retry-after': `${retryAfter}` } : {}),
    });
    response.end(JSON.stringify(problem));
  }
}

const ANYWHERE = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' };

/** A browser's EventSource asks for this and nothing else. */
const isEventSource = ({ req }: ServerResponse): boolean => req.headers.accept === 'text/event-stream';

/** By the HTML standard an EventSource never comes back after any status but 200. */
function askBack(response: ServerResponse, problem: ProblemDocument, retryAfter: number): void {
  const ms = retryAfter * 1_000 + Math.floor(Math.random() * SPREAD_MS);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...ANYWHERE });
  response.write(`retry: ${ms}\n`);
  response.end(sseEvent('problem', JSON.stringify(problem)));
}
