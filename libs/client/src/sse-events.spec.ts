import { type SseEvent, SseEvents } from './sse-events.js';

function read(...parts: string[]) {
  const events: SseEvent[] = [];
  const waits: number[] = [];
  const stream = new SseEvents({ onEvent: (event) => events.push(event), onRetry: (ms) => waits.push(ms) });
  for (const part of parts) stream.feed(part);
  return { events, waits };
}

describe('a stream of server-sent events', () => {
  const TEXT =
    'retry: 3000\n\nevent: frame\nid: e1:4\ndata: {"a":1,\ndata: "b":2}\n\n: beat\n\ndata:bare\n\n';
  const EVENTS = [
    { event: 'frame', data: '{"a":1,\n"b":2}' },
    { event: undefined, data: 'bare' },
  ];

  test.each([1, 2, 7, 1_000])('reads the same in parts of %i characters', (size) => {
    const parts = TEXT.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect(read(...parts)).toEqual({ events: EVENTS, waits: [3_000] });
  });

  test('reads lines that end as on other machines', () => {
    expect(read(...TEXT.replaceAll('\n', '\r\n')).events).toEqual(EVENTS);
  });

  test('tells nothing of a message that has not ended', () => {
    expect(read('event: frame\ndata: {}\n').events).toEqual([]);
  });
});
