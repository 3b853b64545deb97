import type { Frame } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import { retryAfter } from './backoff.js';
import { SseEvents } from './sse-events.js';
import { readerRefusal } from './reader-refusal.js';
import { type Heard, type Line, type Place, storyAddress, type Transport } from './transport.js';

/** Server-sent events through `fetch`: one path for browsers and Node, and the first request can carry a position. */
export const overSse: Transport = (place, heard) => {
  let open: AbortController | undefined;
  return {
    follow(position) {
      open?.abort();
      const now = new AbortController();
      open = now;
      const current = unlessAborted(heard, now.signal);
      const retry = { ms: 0 };
      void read(place, position, current, now.signal, retry)
        .catch(() => undefined)
        .then(() => current.lost(undefined, retry.ms));
    },
    drop: () => open?.abort(),
    close: () => open?.abort(),
  } satisfies Line;
};

async function read(
  place: Place,
  position: Position | undefined,
  heard: Heard,
  signal: AbortSignal,
  retry: { ms: number },
): Promise<void> {
  const { address, headers } = request(place, position);
  const response = await fetch(address, { headers, signal, cache: 'no-store' });
  if (!response.ok || !response.body) {
    heard.lost(await readerRefusal(response), retryAfter(response));
    return;
  }
  const parser = new SseEvents({
    onEvent: ({ event, data }) => dispatch(event, data, heard, retry.ms),
    onRetry: (ms) => {
      retry.ms = ms;
    },
  });
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    parser.feed(decoder.decode(part.value, { stream: true }));
}

interface Asked {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Pages of another origin may not set the header without asking first, so theirs goes into the address. */
function request(place: Place, position: Position | undefined): Asked {
  const address = storyAddress(place, '/stream');
  const accept = 'text/event-stream';
  if (!position) return { address, headers: { accept } };
  const id = `${position.epoch}:${position.seq}`;
  if (place.url === '' || !('document' in globalThis))
    return { address, headers: { accept, 'last-event-id': id } };
  const joint = place.city === undefined ? '?' : '&';
  return { address: `${address}${joint}lastEventId=${encodeURIComponent(id)}`, headers: { accept } };
}

function dispatch(event: string | undefined, data: string, heard: Heard, retryMs: number): void {
  if (event === 'frame' || event === 'head') heard.frame(JSON.parse(data) as Frame);
  else if (event === 'snapshot') heard.snapshot(JSON.parse(data) as Snapshot);
  else if (event === 'behind') heard.behind();
  else if (event === 'problem') heard.lost(JSON.parse(data) as ProblemDocument, retryMs);
}

/** A connection that was given up, or has said that it is lost, is not heard any more. */
function unlessAborted(heard: Heard, signal: AbortSignal): Heard {
  let over = false;
  return {
    snapshot: (snapshot) => signal.aborted || heard.snapshot(snapshot),
    frame: (frame) => signal.aborted || heard.frame(frame),
    again: (afterMs) => signal.aborted || heard.again(afterMs),
    behind: () => signal.aborted || heard.behind(),
    lost(problem, waitMs) {
      if (over || signal.aborted) return;
      over = true;
      heard.lost(problem, waitMs);
    },
  };
}
