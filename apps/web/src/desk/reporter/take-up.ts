import type { Outbox } from '#client/outbox/outbox';
import type { Draft } from './draft.js';

interface TakenUp {
  /** Where it is kept. */
  readonly name: string;
  /** Undefined: nothing was left. */
  readonly draft: Draft | undefined;
}

/**
 * A draft of what is written `of` a live blog, this tab's alone until it has `left`: the newest that no other tab writes, else a
 * copy of what another writes, with its id. Each tab writes to a place of its own, so none overwrites what another keeps.
 */
export async function takeUp(outbox: Outbox, of: string, left: AbortSignal): Promise<TakenUp> {
  let copied: Draft | undefined;
  for (const name of (await outbox.names(of)).toReversed()) {
    const draft = await outbox.kept<Draft>(name);
    if (!draft) continue;
    if (await isOurs(outbox, name, left)) return { name, draft };
    copied ??= draft;
  }
  const name = `${of}/${Date.now()}-${crypto.randomUUID()}`;
  await isOurs(outbox, name, left);
  return { name, draft: copied };
}

/** The browser frees the lock of a tab that crashes. */
function isOurs({ vault }: Outbox, name: string, left: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      if (!lock || left.aborted) return undefined;
      return new Promise<void>((free) => left.addEventListener('abort', () => free()));
    };
    navigator.locks.request(`${vault.id}/${name}`, { ifAvailable: true }, hold).catch(reject);
  });
}
