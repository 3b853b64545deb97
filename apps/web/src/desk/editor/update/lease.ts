import { useCallback, useEffect, useState } from 'preact/hooks';
import { LEASE_SECONDS } from '#contract/limits';
import { RefusedError } from '#client/refused-error';
import { useDesk } from '../../shell/at-desk.js';
import { useStory } from '../state/at-story.js';

const RENEW_MS = (LEASE_SECONDS * 1_000) / 3;

/** Says that one is working on an update, for as long as this is on the screen. */
export function useLease(id: string): { readonly holder: string | null; readonly takeOver: () => void } {
  const { api, who } = useDesk();
  const { address, leases } = useStory();
  const [isRefused, setIsRefused] = useState(false);
  const path = `${address}/updates/${id}/lease`;
  const holder = leases.find(({ update, person }) => update === id && person !== who.name)?.person ?? null;
  const take = useCallback(
    (from?: string) =>
      api.send('PUT', path, from === undefined ? {} : { body: { takeOverFrom: from } }).then(
        () => setIsRefused(false),
        (error: unknown) =>
          error instanceof RefusedError && error.problem.code === 'leased' && setIsRefused(true),
      ),
    [path],
  );
  useEffect(() => {
    void take();
    const timer = setInterval(() => void take(), RENEW_MS);
    return () => {
      clearInterval(timer);
      api.send('DELETE', path).catch(() => undefined); // it ends by itself
    };
  }, [path]);
  return { holder: isRefused ? holder : null, takeOver: () => void take(holder ?? undefined) };
}
