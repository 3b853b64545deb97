import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LIMITS } from '#contract/limits';
import { PHOTO_TYPES } from '#contract/media';
import { CodedError } from '#contract/problems';
import { fieldPath } from './checked.js';

/** The largest body an address takes, in bytes. */
export function bodyLimit(method: string, url: string): number {
  const path = url.split('?', 1)[0] ?? '';
  if (/\/(updates:batch|deliveries)$/.test(path)) return LIMITS.batchBytes;
  if (isPhoto(method, path)) return LIMITS.photoBytes;
  if (method === 'PUT' && /^\/v1\/stories\/[^/]+$/.test(path)) return LIMITS.storyBytes;
  return LIMITS.updateBytes;
}

export const isPhoto = (method: string, path: string): boolean =>
  method === 'PUT' && /^\/v1\/stories\/[^/]+\/photos\/[^/]+$/.test(path);

const tooLarge = (limit: number) =>
  new CodedError(
    'too_large',
    `The body is larger than the ${limit} bytes this address takes. Send it in parts.`,
  );

/** JSON only, UTF-8 only, no deeper and no larger than the limits, no `__proto__`: refused before anything reads it. */
export function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addHook('onRequest', async (request) => {
    const limit = bodyLimit(request.method, request.url);
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  });
  const options = { parseAs: 'buffer', bodyLimit: LIMITS.storyBytes } as const;
  server.addContentTypeParser(['application/json', 'application/merge-patch+json'], options, parse);
  // not read before it is known who asks
  server.addContentTypeParser([...PHOTO_TYPES], async (_: FastifyRequest, body: Readable) => body);
  server.addContentTypeParser('*', async () => {
    throw new CodedError('unsupported_media_type', 'Send the body as application/json.');
  });
}

async function parse(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const limit = bodyLimit(request.method, request.url);
  if (body.length > limit) throw tooLarge(limit);
  return parseJson(body);
}

/** Throws CodedError: `invalid_json`, `too_deep`, or `malformed` with the path. An empty body is undefined. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new CodedError('invalid_json', 'The body is not valid UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new CodedError('invalid_json', 'The body is not valid JSON.');
  }
  checkValue(value, '', 1);
  return value;
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') checkText(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (depth > LIMITS.jsonDepth)
    throw new CodedError('too_deep', `The body is nested deeper than ${LIMITS.jsonDepth} levels.`, [
      { path, message: 'is nested too deeply' },
    ]);
  for (const key of Object.keys(value)) {
    const at = fieldPath(path, key);
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      throw new CodedError('malformed', 'The body has a field that no address takes.', [
        { path: at, message: 'is not allowed' },
      ]);
    checkText(key, at);
    checkValue((value as Readonly<Record<string, unknown>>)[key], at, depth + 1);
  }
}

/** Half a surrogate pair and NUL are no text: the database could not store them. */
function checkText(text: string, path: string): void {
  if (text.includes('\0') || !text.isWellFormed())
    throw new CodedError('malformed', 'A text holds characters that are no text.', [
      { path, message: 'holds NUL or half a surrogate pair' },
    ]);
}
