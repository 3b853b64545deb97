// How much of a page's main thread each frame takes, from the browser's own trace.
const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'devtools.timeline.frame',
  'disabled-by-default-devtools.timeline.frame',
  '__metadata',
];

/** Traces while `act` runs; resolves to each frame's milliseconds: `wall` as the clock has it, `busy` of the processor. */
export async function framesDuring(page, act) {
  const wire = await page.context().newCDPSession(page);
  const events = [];
  wire.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await wire.send('Tracing.start', {
    traceConfig: { includedCategories: CATEGORIES },
    transferMode: 'ReportEvents',
  });
  await act();
  const complete = new Promise((done) => wire.once('Tracing.tracingComplete', done));
  await wire.send('Tracing.end');
  await complete;
  await wire.detach();
  return framesIn(events);
}

function framesIn(events) {
  const main = busiestMain(events);
  const own = events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const starts = own.filter(({ name }) => name === 'BeginMainThreadFrame').map(({ ts }) => ts);
  starts.sort((a, b) => a - b);
  const tasks = own
    .filter(({ name, ph }) => ph === 'X' && name === 'ThreadControllerImpl::RunTask')
    .sort((a, b) => a.ts - b.ts);
  const frames = [];
  let frame = -1;
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    while (frame + 1 < starts.length && starts[frame + 1] <= ts + dur) {
      frame += 1;
      frames[frame] = { wall: 0, busy: 0 };
    }
    if (frame < 0) continue;
    frames[frame].wall += dur / 1_000;
    frames[frame].busy += tdur / 1_000;
  }
  if (frames.length < 5) throw new Error(`The trace has ${frames.length} frames.`);
  return frames;
}

/** Of the renderers' main threads the one that drew most. */
function busiestMain(events) {
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const drawn = ({ pid, tid }) =>
    events.filter((each) => each.pid === pid && each.tid === tid && each.name === 'BeginMainThreadFrame')
      .length;
  const found = events.filter(isMain).toSorted((a, b) => drawn(b) - drawn(a))[0];
  if (!found) throw new Error('The trace names no main thread.');
  return found;
}
