import type { StoryEvent } from '#contract/event';
import type { Position, Snapshot } from '#contract/snapshot';
import { type FollowStoryOptions, type Following, followStory } from '#client/follow-story';
import type { FollowState } from '#client/follower';

/** What a reader can show: where it began, what it was told since, what it holds. */
export interface Witness {
  readonly name: string;
  readonly city: string | undefined;
  readonly view: Snapshot | undefined;
  /** Positions of the whole stories it was given, each with how many events it had been told before. */
  readonly wholes: readonly { readonly position: Position; readonly told: number }[];
  /** The seq of each event it applied, in the order it did. */
  readonly seqs: readonly number[];
  close(): void;
}

const TIMING = { backoff: 300, backoffCap: 2_000 };

/** A reader with the product's own client, who writes down everything. */
export class FollowingWitness implements Witness {
  view: Snapshot | undefined;
  readonly wholes: { position: Position; told: number }[] = [];
  readonly events: StoryEvent[] = [];
  readonly seqs: number[] = [];
  readonly states: FollowState['state'][] = [];
  readonly name: string;
  private readonly following: Following;

  constructor(
    private readonly options: FollowStoryOptions,
    onView: (view: Snapshot) => void = () => {},
  ) {
    this.name = `${options.transport} ${options.city ?? 'whole story'}`;
    this.following = followStory({
      timing: TIMING,
      ...options,
      onChange: (view, frame) => {
        if (!frame) this.wholes.push({ position: view.position, told: this.seqs.length });
        this.view = view;
        onView(view);
      },
      onEvent: (event) => {
        this.seqs.push(event.seq);
        this.events.push(event);
      },
      onState: ({ state }) => this.states.push(state),
    });
  }

  get city(): string | undefined {
    return this.options.city;
  }

  get isLive(): boolean {
    return this.states.at(-1) === 'live';
  }

  close(): void {
    this.following.close();
  }
}
