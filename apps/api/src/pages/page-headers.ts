import type { FastifyReply } from 'fastify';

const COMMON = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
];
const UNFRAMED = "frame-ancestors 'none'";
const READING = [...COMMON, "img-src 'self' data:", `connect-src 'self'${gatewayOrigins('http')}`];
const READERS = [...READING, UNFRAMED].join('; ');
const EMBEDDED = [...READING, 'frame-ancestors *'].join('; ');
/** A photo is looked at before it is sent; the shell is kept for a phone without network. */
const DESK = [
  ...COMMON,
  UNFRAMED,
  "img-src 'self' data: blob:",
  "worker-src 'self'",
  `connect-src 'self'${gatewayOrigins('ws')}`,
].join('; ');

/** Readers' streams and the desk's sockets may be served from another origin. */
function gatewayOrigins(also: 'http' | 'ws'): string {
  const url = process.env['GATEWAY_URL'];
  if (!url) return '';
  const { origin } = new URL(url);
  return also === 'ws' ? ` ${origin} ${origin.replace(/^http/, 'ws')}` : ` ${origin}`;
}

export const HTML_TYPE = 'text/html; charset=utf-8';

/** A page loads nothing from elsewhere, runs nothing but our files, and tells nobody where its readers came from. */
export function pageHeaders(reply: FastifyReply): FastifyReply {
  return withPolicy(reply, READERS);
}

/** The same for the desk's page. */
export function deskPageHeaders(reply: FastifyReply): FastifyReply {
  return withPolicy(reply, DESK);
}

/** The same for what other sites show in a frame: there is nothing on it to be tricked into. */
export function embedPageHeaders(reply: FastifyReply): FastifyReply {
  return withPolicy(reply, EMBEDDED);
}

function withPolicy(reply: FastifyReply, policy: string): FastifyReply {
  return reply
    .header('content-type', HTML_TYPE)
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin');
}
