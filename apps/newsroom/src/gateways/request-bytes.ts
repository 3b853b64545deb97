import type { IncomingMessage } from 'node:http';

/** A request as it came, in latin1, to be read once more by somebody else. `connection`: in place of what it said there. */
export function requestBytes(request: IncomingMessage, connection?: 'close'): string {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (connection === undefined || name.toLowerCase() !== 'connection')
      lines.push(`${name}: ${rawHeaders[i + 1]}`);
  }
  if (connection !== undefined) lines.push(`Connection: ${connection}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
