import { render } from 'preact';
import { Follower, type FollowState } from '#client/follower';
import { overSse } from '#client/over-sse';
import type { Snapshot } from '#contract/snapshot';
import { beginReading, type Reading, readOn, reveal } from '#pages/reading';
import { StoryView } from '#pages/story-view';
import { Announcer } from './announcer.js';
import { steadily } from './steady.js';
import './story.css';

/** The part of the page that goes live: follows from the position the server printed, and keeps the view up to date. */
function goLive(root: HTMLElement): void {
  const { story = '', city, epoch = '', seq = '0', events: url = '' } = root.dataset;
  const title = document.title;
  const announcer = new Announcer();
  let reading: Reading | undefined;
  let line: FollowState = { state: 'connecting' };
  let drawing = 0;

  const draw = () => {
    drawing = 0;
    if (!reading) return;
    const view = <StoryView reading={reading} city={city} line={line} onReveal={showWaiting} />;
    steadily(root, () => render(view, root));
  };
  const drawSoon = () => {
    if (drawing === 0) drawing = requestAnimationFrame(draw);
  };
  /** Tabs in the background draw nothing, but their titles are read. */
  const show = (next: Reading) => {
    reading = next;
    document.title = next.waiting > 0 ? `(${next.waiting}) ${title}` : title;
    drawSoon();
  };
  const showWaiting = () => {
    if (!reading) return;
    show(reveal(reading));
    draw();
    const heading = document.getElementById('updates');
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };

  /** A whole new story: what the reader has not seen waits, unless the epoch is another. */
  const begin = (snapshot: Snapshot) => {
    const same = snapshot.position.epoch === (reading?.snapshot.position.epoch ?? epoch);
    return beginReading(snapshot, same && !atTop() ? (reading?.revealed ?? Number(seq)) : undefined);
  };

  new Follower(
    {
      url,
      api: '',
      story,
      position: { epoch, seq: Number(seq) },
      ...(city !== undefined && { city }),
      onEvent: (event) => announcer.hear(event),
      onChange: (snapshot, frame) => {
        show(reading && frame ? readOn(reading, snapshot, frame.events, atTop()) : begin(snapshot));
      },
      onState: (state) => {
        line = state;
        drawSoon();
      },
    },
    overSse,
  );
  const back = () => {
    if (reading && reading.waiting > 0 && atTop()) show(reveal(reading));
  };
  addEventListener('scroll', back, { passive: true });
  document.addEventListener('visibilitychange', back);
}

/** Whether the timeline's beginning is before the reader: then new updates come in by themselves. */
function atTop(): boolean {
  if (document.hidden) return false;
  const heading = document.getElementById('updates');
  return !heading || heading.getBoundingClientRect().top >= 0;
}

const root = document.getElementById('live-blog');
if (root) goLive(root);
