import type { IncomingMessage } from 'node:http';

/**
 * Whether a page of this origin may connect. Browsers send `Origin` with every websocket handshake and nothing else
 * protects those: programs, which send none, may.
 */
export function mayConnect({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
