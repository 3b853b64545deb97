import type { LeaseView } from '#contract/lease';
import { CodedError } from '#contract/problems';
import type { Actor } from './command.js';

/** Throws CodedError `leased` when somebody else is working on it. */
export function checkLease({ name }: Actor, lease: LeaseView | null | undefined): void {
  if (lease && lease.person !== name) throw leased(lease);
}

/** Carries the lease, so that it can be taken over from just that person. */
export function leased(lease: LeaseView | undefined): CodedError {
  const who = lease?.person ?? 'Somebody else';
  const error = new CodedError(
    'leased',
    `${who} is working on it. Take it over by name, or wait until it is given up; nothing was changed.`,
  );
  error.current = lease;
  return error;
}
