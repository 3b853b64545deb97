import http from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly type: string;
  readonly text: string;
}
interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  /** Without a length, in chunks. */
  readonly chunked?: boolean;
  /** Of this machine: where it comes from. */
  readonly localAddress?: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** A request exactly as it is given: path not tidied, a body with any method. */
export function rawRequest(url: string, asked: RawRequest): Promise<RawAnswer> {
  const { method, path, token, body, chunked = false, localAddress } = asked;
  const { hostname, port } = new URL(url);
  const headers: Record<string, string | number> = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(chunked && { 'transfer-encoding': 'chunked' }),
    ...(body === undefined || chunked ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...asked.headers,
  };
  return new Promise((resolve, reject) => {
    const from = localAddress === undefined ? { agent } : { localAddress, agent: false as const };
    const request = http.request({ hostname, port, method, path, headers, ...from }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
