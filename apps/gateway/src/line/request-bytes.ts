import type { IncomingMessage } from 'node:http';

/**
 * A request as it came, in latin1, to be read once more by somebody else. `instead`: what it says under a header's name,
 * in small letters, in place of what it said; null: nothing.
 */
export function requestBytes(
  request: IncomingMessage,
  instead: Readonly<Record<string, string | null>> = {},
): string {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (instead[name.toLowerCase()] === undefined) lines.push(`${name}: ${rawHeaders[i + 1]}`);
  }
  for (const [name, value] of Object.entries(instead)) if (value !== null) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
