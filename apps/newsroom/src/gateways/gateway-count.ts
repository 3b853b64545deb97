const MOST = 64;

/** How many processes serve readers. 1: the newsroom's own does. */
export function gatewayCount(asked = process.env['GATEWAYS'] || '1'): number {
  const count = Number(asked);
  if (/^\d+$/.test(asked) && count >= 1 && count <= MOST) return count;
  throw new Error(`GATEWAYS must be a whole number from 1 to ${MOST}; it is "${asked}"`);
}
