import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  CodedError,
  type ProblemCode,
  type ProblemDocument,
  PROBLEMS,
  problemDocument,
} from '#contract/problems';
import { databaseProblem } from '#journal/append/database-problem';

const RETRY_AFTER_SECONDS = '1';

const logger = new Logger('api');

/** Every refusal as a problem document. What went wrong inside is logged, never sent. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), error);
  }
}

export function sendProblem(reply: FastifyReply, error: unknown): void {
  const document = problemOf(error);
  if (document.status === 503 || document.status === 429) void reply.header('retry-after', retryAfter(error));
  if (document.status === 408) void reply.header('connection', 'close'); // what is left of it may still come
  if (document.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (document.revision !== undefined) void reply.header('etag', `"${document.revision}"`);
  void reply
    .status(document.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(document));
}

const retryAfter = (error: unknown): string =>
  error instanceof CodedError && error.retryAfter ? `${error.retryAfter}` : RETRY_AFTER_SECONDS;

/** What the sender is told. What nobody foresaw is logged, and told as `internal`. */
export function problemOf(error: unknown): ProblemDocument {
  const known = knownProblem(error);
  if (known && known.code !== 'internal') return problemDocument(known.code, known.message, known);
  logger.error(unforeseen(error));
  return problemDocument('internal');
}

/** What it was and where. Not its message: that may hold what somebody wrote. */
function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return `A ${typeof error} was thrown.`;
  const { name, stack = '', cause } = error;
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  const places = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  const because = cause instanceof Error ? [`because of ${unforeseen(cause)}`] : [];
  return [`${name}${code}`, ...places, ...because].join('\n');
}

/** The coded form of any error; undefined for one that nobody foresaw. */
export function knownProblem(error: unknown): CodedError | undefined {
  if (error instanceof CodedError) return error;
  const status = statusOf(error);
  if (status !== undefined) return new CodedError(codeOf(status), PROBLEMS[codeOf(status)].title);
  const database = error instanceof Error && isDatabaseError(error) ? databaseProblem(error) : undefined;
  return database instanceof CodedError ? database : undefined;
}

/** Of a Nest or Fastify error that concerns the request. */
function statusOf(error: unknown): number | undefined {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
};
const codeOf = (status: number): ProblemCode => BY_STATUS[status] ?? 'malformed';

const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0\d|08\d{3}|53\d{3})$/;
const isDatabaseError = (error: Error): boolean =>
  error.name === 'QueryFailedError' ||
  ('code' in error && AWAY.test(String(error.code))) ||
  /connection terminated|timeout exceeded when trying to connect|connection error/i.test(error.message);
