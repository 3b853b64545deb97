import type { Socket } from 'node:net';
import { problemDocument } from '#contract/problems';

/** Answers what is no HTTP request, or has headers of more than 16 KB, and ends the connection it came by. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemDocument('malformed', 'This cannot be read as an HTTP request.'));
  const headers = [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
