import { useEffect } from 'preact/hooks';
import type { LeaseView } from '#contract/lease';
import { useLive } from './live.js';

interface LeasedProps {
  readonly onLeases: (leases: readonly LeaseView[]) => void;
}

/** Keeps up who is working on what. A lease that ran out or was renewed is told by nobody: it is asked for then. */
export function Leased({ onLeases }: LeasedProps) {
  const { value, again } = useLive<{ leases: readonly LeaseView[] }>('/leases', /^lease\./);
  useEffect(() => {
    if (!value) return undefined;
    onLeases(value.leases);
    const ends = value.leases.map(({ until }) => Date.parse(until));
    if (ends.length === 0) return undefined;
    const timer = setTimeout(again, Math.max(1_000, Math.min(...ends) - Date.now() + 500));
    return () => clearTimeout(timer);
  }, [value]);
  return null;
}
