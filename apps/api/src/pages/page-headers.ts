import type { FastifyReply } from 'fastify';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  `connect-src 'self'${gatewayOrigin()}`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Readers' sockets and streams may be served from another origin. */
function gatewayOrigin(): string {
  const url = process.env['GATEWAY_URL'];
  return url ? ` ${new URL(url).origin}` : '';
}

export const HTML_TYPE = 'text/html; charset=utf-8';

/** A page loads nothing from elsewhere, runs nothing but our files, and tells nobody where its readers came from. */
export function pageHeaders(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-type', HTML_TYPE)
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin');
}
