import { createParser } from 'eventsource-parser';
import type { Frame } from '#contract/follow';
import type { Position, Snapshot } from '#contract/snapshot';
import { retryAfter } from './backoff.js';
import { problemAnswer } from './problem-answer.js';
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
      void read(place, position, current, now.signal).then(
        () => current.lost(),
        () => current.lost(),
      );
    },
    drop: () => open?.abort(),
    close: () => open?.abort(),
  } satisfies Line;
};

async function read(place: Place, position: Position | undefined, heard: Heard, signal: AbortSignal) {
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (position) headers['last-event-id'] = `${position.epoch}:${position.seq}`;
  const response = await fetch(storyAddress(place, '/stream'), { headers, signal, cache: 'no-store' });
  if (!response.ok || !response.body) {
    heard.lost(await problemAnswer(response), retryAfter(response));
    return;
  }
  const parser = createParser({ onEvent: ({ event, data }) => dispatch(event, data, heard) });
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    parser.feed(decoder.decode(part.value, { stream: true }));
}

function dispatch(event: string | undefined, data: string, heard: Heard): void {
  if (event === 'frame' || event === 'head') heard.frame(JSON.parse(data) as Frame);
  else if (event === 'snapshot') {
    const said = JSON.parse(data) as Snapshot | { snapshot: Snapshot };
    heard.snapshot('snapshot' in said ? said.snapshot : said);
  } else if (event === 'resync' || event === 'moving')
    heard.again((JSON.parse(data || '{}') as { withinMs?: number }).withinMs);
}

/** A connection that was given up, or has said that it is lost, is not heard any more. */
function unlessAborted(heard: Heard, signal: AbortSignal): Heard {
  let over = false;
  return {
    snapshot: (snapshot) => signal.aborted || heard.snapshot(snapshot),
    frame: (frame) => signal.aborted || heard.frame(frame),
    again: (withinMs) => signal.aborted || heard.again(withinMs),
    lost(problem, waitMs) {
      if (over || signal.aborted) return;
      over = true;
      heard.lost(problem, waitMs);
    },
  };
}
