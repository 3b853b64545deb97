import type { FastifyRequest } from 'fastify';

/** Where people reach us: PUBLIC_URL, else as this request did. Forwarded headers are anybody's and not read. */
export function originOf({ headers: { host = '' } }: FastifyRequest): string {
  const given = process.env['PUBLIC_URL'];
  if (given) return new URL(given).origin;
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? `http://${host}` : '';
}
