import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';

/**
 * The network a request came from, as text: /24 of IPv4, /48 of IPv6. Null: behind a proxy that does not say whom it
 * speaks for, everybody would be one. What a peer says that is none of TRUSTED_PROXIES changes nothing.
 */
export function addressPrefix({ ip, ips }: Pick<FastifyRequest, 'ip' | 'ips'>): string | null {
  if (ips !== undefined && ips.length < 2) return null;
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(address)) return address.split('.').slice(0, 3).join('.');
  return isIPv6(address) ? groups(address).slice(0, 3).join(':') : null;
}

/** This machine, or one that no address of the internet leads to. */
export function isOfOurNetwork({ ip }: Pick<FastifyRequest, 'ip'>): boolean {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe[89ab])/.test(address);
}

function groups(address: string): string[] {
  const [head = '', tail] = address.split('%', 1)[0]?.split('::', 2) ?? [];
  const [before, after] = [head, tail].map((part) => (part ? part.split(':') : []));
  const missing = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const all = [...(before ?? []), ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  return all.map((group) => Number.parseInt(group, 16).toString(16));
}
