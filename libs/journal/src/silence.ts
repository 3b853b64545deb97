import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** A statement ends after 15 s, so a server that was asked says something before this, or cannot be heard any more. */
export const SILENT_MS = 20_000;

/** What pg's types leave out. */
interface Connected {
  readonly connection: { readonly stream: Socket };
  /** Nothing is asked that was not answered. */
  readonly readyForQuery: boolean;
}

/**
 * Ends a connection on which nothing was heard for so long although something was asked: a network that swallows
 * everything never says that it broke. Whoever asked is told as when it breaks. A connection at rest may be silent.
 */
export function endWhenSilent(client: ClientBase, silentMs: number): void {
  const connected = client as unknown as Connected;
  const { stream } = connected.connection;
  client.on('error', () => undefined); // those who ask are told; while it is being verified nobody else listens
  stream.setTimeout(silentMs);
  stream.on('timeout', () => {
    if (!connected.readyForQuery) stream.destroy(new Error(`Postgres said nothing for ${silentMs} ms.`));
  });
}
