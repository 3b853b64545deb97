import { render } from 'preact';
import { Follower, type FollowState } from '#client/follower';
import { overSse } from '#client/over-sse';
import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { beginReading, type Reading, readOn, reveal } from '#pages/reading';
import { StoryView } from '#pages/story-view';
import { Announcer } from './announcer.js';
import { steadily } from './steady.js';
import './story.css';

/** The part of the page that goes live: follows from the position the server printed, and keeps the view up to date. */
class LivePage {
  private readonly title = document.title;
  private readonly announcer = new Announcer();
  private reading: Reading | undefined;
  private line: FollowState = { state: 'connecting' };
  private drawing = 0;

  constructor(private readonly root: HTMLElement) {}

  start(): void {
    const { story = '', city, epoch = '', seq = '0', events: url = '' } = this.root.dataset;
    const place = {
      url,
      api: '',
      story,
      position: { epoch, seq: Number(seq) },
      ...(city !== undefined && { city }),
    };
    new Follower(
      {
        ...place,
        onEvent: (event) => this.announcer.hear(event),
        onChange: (snapshot, frame) => this.changed(snapshot, frame),
        onState: (state) => {
          this.line = state;
          this.drawSoon();
        },
      },
      overSse,
    );
    addEventListener('scroll', () => this.back(), { passive: true });
    document.addEventListener('visibilitychange', () => this.back());
  }

  private changed(snapshot: Snapshot, frame: Frame | null): void {
    const { reading } = this;
    this.show(reading && frame ? readOn(reading, snapshot, frame.events, atTop()) : this.begin(snapshot));
  }

  /** A whole new story: what the reader has not seen waits, unless the epoch is another. */
  private begin(snapshot: Snapshot): Reading {
    const { epoch = '', seq = '0' } = this.root.dataset;
    const isSame = snapshot.position.epoch === (this.reading?.snapshot.position.epoch ?? epoch);
    return beginReading(snapshot, isSame && !atTop() ? (this.reading?.revealed ?? Number(seq)) : undefined);
  }

  /** Tabs in the background draw nothing, but their titles are read. */
  private show(next: Reading): void {
    this.reading = next;
    document.title = next.waiting > 0 ? `(${next.waiting}) ${this.title}` : this.title;
    this.drawSoon();
  }

  private drawSoon(): void {
    if (this.drawing === 0) this.drawing = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.drawing = 0;
    const { reading, line, root } = this;
    if (!reading) return;
    const { city } = root.dataset;
    const view = <StoryView reading={reading} city={city} line={line} onReveal={() => this.showWaiting()} />;
    steadily(root, () => render(view, root));
  }

  private showWaiting(): void {
    if (!this.reading) return;
    this.show(reveal(this.reading));
    this.draw();
    const heading = document.getElementById('updates');
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  private back(): void {
    if (this.reading && this.reading.waiting > 0 && atTop()) this.show(reveal(this.reading));
  }
}

/** Whether the timeline's beginning is before the reader: then new updates come in by themselves. */
function atTop(): boolean {
  if (document.hidden) return false;
  const heading = document.getElementById('updates');
  return !heading || heading.getBoundingClientRect().top >= 0;
}

const root = document.getElementById('live-blog');
if (root) new LivePage(root).start();
