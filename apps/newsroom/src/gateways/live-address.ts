import type { IncomingMessage } from 'node:http';

const STREAM = /^\/v1\/stories\/[^/]+\/stream$/;

/** A request that a gateway answers; `sid`: of a connection that one of them holds already. */
export interface LiveAddress {
  readonly kind: 'socket' | 'stream';
  readonly sid?: string;
}

/** Undefined: the newsroom answers itself. */
export function liveAddress({ method, url = '' }: IncomingMessage): LiveAddress | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (path.startsWith('/socket.io/')) {
    const sid = mark < 0 ? null : new URLSearchParams(url.slice(mark)).get('sid');
    return sid ? { kind: 'socket', sid } : { kind: 'socket' };
  }
  return (method === 'GET' || method === 'HEAD') && STREAM.test(path) ? { kind: 'stream' } : undefined;
}
