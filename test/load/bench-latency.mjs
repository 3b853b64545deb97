// npm run bench:latency: an idle newsroom, one reader on socket.io, one on SSE: POST sent until the frame is there.
import { io } from 'socket.io-client';
import { aBenchNewsroom, aBenchStory, CITIES } from './a-bench-newsroom.mjs';
import { figuredUpdate, percentile, request } from './post-load.mjs';

const POSTS = Number(process.env.BENCH_POSTS ?? 300);

const newsroom = await aBenchNewsroom();
try {
  const address = await aBenchStory(newsroom, 'idle');
  const arrivals = { 'socket.io': new Map(), SSE: new Map() };
  const waiting = new Map();
  const arrived = (transport, events) => {
    for (const { update } of events) {
      if (!update) continue;
      arrivals[transport].set(update.id, performance.now());
      if (Object.values(arrivals).every((seen) => seen.has(update.id))) waiting.get(update.id)?.();
    }
  };
  const socket = io(`${newsroom.url}/live`);
  await socket.emitWithAck('follow', { story: 'idle' });
  socket.on('frame', ({ events }) => arrived('socket.io', events));
  const stream = new AbortController();
  await followStream(`${address}/stream`, stream.signal, (events) => arrived('SSE', events));
  const sent = new Map();
  for (let n = 0; n < POSTS; n += 1) {
    const update = figuredUpdate(n, { cities: CITIES, at: new Date().toISOString() });
    const seen = new Promise((resolve) => waiting.set(update.id, resolve));
    sent.set(update.id, performance.now());
    const answer = await request(`${address}/updates`, {
      method: 'POST',
      token: newsroom.token,
      body: update,
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    await seen;
    await new Promise((later) => setTimeout(later, 20 + (n % 30)));
  }
  for (const [transport, seen] of Object.entries(arrivals)) {
    const times = Float64Array.from([...sent].slice(20), ([id, at]) => seen.get(id) - at);
    const line = `p50 ${percentile(times, 0.5).toFixed(1)} ms  p99 ${percentile(times, 0.99).toFixed(1)} ms`;
    process.stdout.write(`${`POST sent until the frame is at a reader (${transport})`.padEnd(64)} ${line}\n`);
  }
  stream.abort();
  socket.disconnect();
} finally {
  await newsroom.stop();
}

/** Resolves when the snapshot is there; then calls back with the events of each frame. */
async function followStream(url, signal, onEvents) {
  const { body } = await fetch(url, { signal });
  let ready;
  const started = new Promise((resolve) => {
    ready = resolve;
  });
  const read = async () => {
    let held = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      held += chunk;
      const parts = held.split('\n\n');
      held = parts.pop();
      for (const part of parts) {
        if (part.includes('event: snapshot')) ready();
        const data = /^event: frame\ndata: (.*)$/m.exec(part)?.[1];
        if (data) onEvents(JSON.parse(data).events);
      }
    }
  };
  read().catch((error) => error.name === 'AbortError' || Promise.reject(error));
  await started;
}
