import { createHash } from 'node:crypto';

/** SHA-256 of what was asked, whatever the order of its fields. */
export function requestHash(...asked: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(asked)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, sorted(held)]),
  );
}
