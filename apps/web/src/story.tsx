import { render } from 'preact';
import { Follower, type FollowState } from '#client/follower';
import { overSse } from '#client/over-sse';
import type { Snapshot } from '#contract/snapshot';
import { beginReading, type Reading, readOn, reveal } from '#pages/reading';
import { StoryView } from '#pages/story-view';
import { Announcer } from './announcer.js';
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
    document.title = reading.waiting > 0 ? `(${reading.waiting}) ${title}` : title;
    render(<StoryView reading={reading} city={city} line={line} onReveal={showWaiting} />, root);
  };
  const drawSoon = () => {
    drawing ||= requestAnimationFrame(draw);
  };
  const showWaiting = () => {
    if (!reading) return;
    reading = reveal(reading);
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
      story,
      position: { epoch, seq: Number(seq) },
      ...(city !== undefined && { city }),
      onEvent: (event) => announcer.hear(event),
      onChange: (snapshot, frame) => {
        reading = reading && frame ? readOn(reading, snapshot, frame.events, atTop()) : begin(snapshot);
        drawSoon();
      },
      onState: (state) => {
        line = state;
        drawSoon();
      },
    },
    overSse,
  );
  const scrolled = () => {
    if (!reading || reading.waiting === 0 || !atTop()) return;
    reading = reveal(reading);
    drawSoon();
  };
  addEventListener('scroll', scrolled, { passive: true });
}

/** Whether the timeline's beginning is in sight, so that a new update can come in without moving what is being read. */
function atTop(): boolean {
  const heading = document.getElementById('updates');
  return !heading || heading.getBoundingClientRect().top >= 0;
}

const root = document.getElementById('live-blog');
if (root) goLive(root);
