import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemDocument } from '#contract/problems';

/** An answer instead of a gateway's. */
export interface Refusal {
  readonly status: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** In Engine.IO's words, which its clients answer with a new handshake. */
export const UNKNOWN_SESSION: Refusal = {
  status: '400 Bad Request',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ code: 1, message: 'Session ID unknown' }),
};
export const NO_GATEWAY: Refusal = {
  status: '503 Service Unavailable',
  headers: { 'content-type': 'application/problem+json', 'retry-after': '1', 'cache-control': 'no-store' },
  body: JSON.stringify(problemDocument('unavailable')),
};

export function refuse(response: ServerResponse, { status, headers, body }: Refusal): void {
  if (!response.headersSent) response.writeHead(Number(status.slice(0, 3)), headers);
  response.end(body);
}

/** The same where no response was made: on the connection itself, which ends. */
export function refuseUpgrade(connection: Duplex, { status, headers, body }: Refusal): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [
    `HTTP/1.1 ${status}`,
    ...lines,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  connection.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => connection.destroy());
}
