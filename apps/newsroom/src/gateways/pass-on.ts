import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { hasBody } from '../../../gateway/src/line/request-bytes.js';

/** Less than the 72 s after which a gateway closes an idle connection, so that none is used as it closes. */
const agent = new http.Agent({ keepAlive: true, timeout: 30_000 });
/** Of one connection, not of the message. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'proxy-connection', 'upgrade']);

/**
 * Passes a request to a gateway and its answer back as they come, no faster than either takes them; who goes away
 * takes the other with it. `failed` is called when no answer began.
 */
export function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  failed: () => void,
): void {
  const { method, url, rawHeaders } = request;
  const headers = endToEnd(rawHeaders);
  const isSized = request.headers['content-length'] !== undefined;
  if (hasBody(request) && !isSized) headers.push('Transfer-Encoding', 'chunked');
  const asked = http.request({ host: '127.0.0.1', port, method, path: url, headers, agent });
  let isAnswered = false;
  asked.on('response', (answer) => {
    isAnswered = true;
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
    response.flushHeaders();
    pipeline(answer, response, () => undefined);
  });
  asked.on('error', () => {
    if (!isAnswered && !response.destroyed) failed();
  });
  response.once('close', () => asked.destroy());
  if (hasBody(request)) request.pipe(asked);
  else asked.end();
}

function endToEnd(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, i) => !HOP_BY_HOP.has((rawHeaders[i - (i % 2)] ?? '').toLowerCase()));
}
