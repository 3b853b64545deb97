// Posts updates over keep-alive connections, each connection one request at a time.
import { randomUUID } from 'node:crypto';
import http from 'node:http';

const shared = new http.Agent({ keepAlive: true, maxSockets: 64 });

export function request(url, { method = 'GET', token, body, headers = {}, agent = shared } = {}) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const options = {
      method,
      agent,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...headers,
      },
    };
    const sent = http.request(url, options, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        answer += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, body: answer ? JSON.parse(answer) : null }),
      );
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

const pick = (list, n) => list[n % list.length];

/** A figure of the n-th update: counters and gauges of several sources, spread over the cities. */
export function figuredUpdate(n, { cities, at }) {
  const isCrowd = n % 3 === 0;
  const source = pick(['own', 'ovd-info', 'police', 'mbk'], n >> 2);
  const value = 1 + (n % 500);
  const figure = isCrowd
    ? { metric: 'crowd', source, value: value * 10, qualifier: 'about' }
    : { metric: 'arrests', source, kind: n % 4 === 1 ? 'new' : 'so_far', value };
  return {
    id: randomUUID(),
    city: pick(cities, n),
    occurredAt: at,
    byline: 'Bench reporter',
    text: `Update ${n}: people gather on the square, police ask them to leave, some are led away.`,
    figures: [figure],
  };
}

/** Runs `work(n)` for n = 0 … count-1 on `connections` lanes; resolves to each call's milliseconds. */
export async function lanes(count, connections, work) {
  const times = new Float64Array(count);
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      const start = performance.now();
      await work(n);
      times[n] = performance.now() - start;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return times;
}

export function percentile(times, share) {
  const sorted = Float64Array.from(times).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
