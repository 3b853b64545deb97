import type { HoldReason, SourceGuard } from '#contract/guard';
import type { Actor } from '../story/command.js';

/** Somebody speaks for a source that is others' to quote, or that nobody has verified. */
export function foreignSource(
  { name, role }: Pick<Actor, 'name' | 'role'>,
  source: SourceGuard,
): HoldReason | null {
  if (source.verification === 'unverified') return 'unverified_source';
  const { roles, names } = source;
  if (!roles && !names) return null;
  return roles?.includes(role) || names?.includes(name) ? null : 'not_your_source';
}
