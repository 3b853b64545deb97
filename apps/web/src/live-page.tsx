import { render } from 'preact';
import { Follower, type FollowState } from '#client/follower';
import { overSse } from '#client/over-sse';
import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';
import { keyEventsOnly } from '#pages/key-events-only';
import type { Hands } from '#pages/metric-total';
import { type Background, beginReading, type Reading, readOn, reveal } from '#pages/reading';
import { Speaking, type Speech } from '#pages/speech';
import { StoryView } from '#pages/story-view';
import { largeTotals } from '#pages/large-totals';
import type { Words } from '#pages/words';
import { Announcer } from './announcer.js';
import { ChartRefresh } from './chart-refresh.js';
import { fetchKeyEvents } from './key-event-bodies.js';
import { type PrintedPage, readPrinted } from './printed-page.js';
import { copied } from './copied.js';
import { steadily } from './steady.js';

/** `now` is told anew so often. */
const MINUTE_MS = 60_000;

/** The part of the page that goes live: follows from the position the server printed, and keeps the view up to date. */
export class LivePage {
  private readonly title = document.title;
  private readonly page: PrintedPage;
  private readonly speech: Speech;
  private readonly announcer: Announcer;
  private readonly chart: ChartRefresh;
  private reading: Reading | undefined;
  /** Key events that the first fifty don't hold, where only key events are shown. */
  private bodies: Map<string, UpdateView> | undefined;
  private line: FollowState = { state: 'connecting' };
  private sort: string | null = null;
  private copied: string | null = null;
  private drawing = 0;

  constructor(
    private readonly root: HTMLElement,
    words: Words,
  ) {
    this.page = readPrinted(root);
    const { zone, lang, story, city } = this.page;
    this.speech = { words, zone, lang };
    this.announcer = new Announcer(words, () => (this.reading ? largeTotals(words, this.reading, city) : []));
    const query = new URLSearchParams({ lang: words.language, ...(city !== undefined && { city }) });
    this.chart = new ChartRefresh(`/charts/${encodeURIComponent(story)}?${query}`, (html) =>
      this.drawn(html),
    );
  }

  start(): void {
    if (this.page.keyEvents) void fetchKeyEvents(this.page).then((bodies) => this.follow(bodies));
    else this.follow();
    addEventListener('scroll', () => this.back(), { passive: true });
    document.addEventListener('visibilitychange', () => this.back());
    setInterval(() => this.drawSoon(), MINUTE_MS);
  }

  private follow(bodies?: Map<string, UpdateView>): void {
    this.bodies = bodies;
    const { place } = this.page;
    const onState = (state: FollowState) => {
      this.line = state;
      this.drawSoon();
    };
    const onChange = (snapshot: Snapshot, frame: Frame | null) => this.changed(snapshot, frame);
    new Follower({ ...place, onEvent: (event) => this.announcer.hear(event), onChange, onState }, overSse);
  }

  private changed(whole: Snapshot, frame: Frame | null): void {
    const { reading, bodies } = this;
    for (const event of frame?.events ?? [])
      if ('update' in event && bodies?.has(event.update.id)) bodies.set(event.update.id, event.update);
    const snapshot = bodies ? keyEventsOnly(whole, bodies) : whole;
    if (frame?.totals) this.chart.totalChanged();
    if (frame?.events.some(({ kind }) => kind.startsWith('story.'))) this.redrawChart();
    this.show(reading && frame ? readOn(reading, snapshot, frame.events, atTop()) : this.begin(snapshot));
  }

  /** A whole new story: what the reader has not seen waits, unless the epoch is another. */
  private begin(snapshot: Snapshot): Reading {
    const { reading, page } = this;
    const { epoch, seq } = page.place.position;
    const background: Background = reading
      ? { orders: reading.orders, why: reading.marks.why }
      : page.background;
    const isSame = snapshot.position.epoch === (reading?.snapshot.position.epoch ?? epoch);
    return beginReading(snapshot, background, isSame && !atTop() ? (reading?.revealed ?? seq) : undefined);
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
    const { reading, line, root, page, sort } = this;
    if (!reading) return;
    const { city, keyEvents, map, chart } = page;
    const view = (
      <Speaking value={this.speech}>
        <StoryView
          {...{ reading, city, keyEvents, line, map, chart, sort }}
          now={Date.now()}
          hands={this.hands()}
        />
      </Speaking>
    );
    steadily(root, () => render(view, root));
  }

  private hands(): Hands {
    return {
      copied: this.copied,
      onReveal: () => this.showWaiting(),
      onCopy: (sentence) => void this.copy(sentence),
      onSort: (column) => {
        this.sort = column;
        this.drawSoon();
      },
    };
  }

  private async copy(sentence: string): Promise<void> {
    if (!(await copied(sentence))) return;
    this.copied = sentence;
    this.drawSoon();
  }

  /** The desk may have withheld what it shows. */
  private redrawChart(): void {
    this.page.chart = '';
    this.chart.totalChanged();
  }

  /** A table that somebody reads is not closed under their eyes. */
  private drawn(html: string): void {
    if (this.root.querySelector('.chart details[open]')) return;
    this.page.chart = html;
    this.drawSoon();
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
