import { Follower, type FollowState } from '#client/follower';
import { overSse } from '#client/over-sse';
import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { type Background, beginReading, NO_BACKGROUND, type Reading, readOn } from '#pages/reading';

/** What a page of elsewhere names: a story of the newsroom, perhaps one city of it. */
export interface EmbeddedPlace {
  /** The newsroom's origin. */
  readonly newsroom: string;
  /** That of its gateway, if it is another. */
  readonly gateway: string;
  readonly story: string;
  readonly city: string | undefined;
}

/** Follows a story for one embedded element; `changed` hears of each new view, and of the line's state. */
export class EmbeddedStory {
  reading: Reading | undefined;
  line: FollowState = { state: 'connecting' };
  private background: Background = NO_BACKGROUND;
  private follower: Follower | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly place: EmbeddedPlace,
    private readonly changed: () => void,
  ) {}

  get id(): string {
    return this.place.story;
  }

  /** Whose figures lead is asked for first: without it a total could be told otherwise than the newsroom tells it. */
  async start(): Promise<void> {
    const { newsroom, gateway, story, city } = this.place;
    this.background = await this.readBackground();
    if (this.ending.signal.aborted) return;
    const onState = (state: FollowState) => {
      this.line = state;
      if (state.state === 'offline' && state.problem?.code === 'unknown_city') this.follower?.close();
      this.changed();
    };
    const onChange = (snapshot: Snapshot, frame: Frame | null) => this.take(snapshot, frame);
    const where = { url: gateway, api: newsroom, story, ...(city !== undefined && { city }) };
    this.follower = new Follower({ ...where, onChange, onState }, overSse);
  }

  stop(): void {
    this.ending.abort();
    this.follower?.close();
  }

  private take(snapshot: Snapshot, frame: Frame | null): void {
    const { reading, background } = this;
    this.reading =
      reading && frame
        ? readOn(reading, snapshot, frame.events, true)
        : beginReading(snapshot, reading ? { orders: reading.orders, why: reading.marks.why } : background);
    this.changed();
  }

  /** Without it the strongest figures lead, as where no editor said otherwise. */
  private async readBackground(): Promise<Background> {
    const { newsroom, story, city } = this.place;
    const filter = city === undefined ? '' : `?city=${encodeURIComponent(city)}`;
    const address = `${newsroom}/embed/${encodeURIComponent(story)}/background${filter}`;
    try {
      const response = await fetch(address, { signal: this.ending.signal });
      return response.ok ? ((await response.json()) as Background) : NO_BACKGROUND;
    } catch {
      return NO_BACKGROUND;
    }
  }
}
