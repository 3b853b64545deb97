import type { Growth } from '#contract/guard';

/**
 * What is plausible unless the desk says otherwise: the one table of it. Of the figures of 23 January 2021, had reporters
 * filed them, these hold eight: both slips of a digit, and six that were true; see guarded-day.spec.
 */
export const GUARD = {
  /** The most that one city has of a counter, in all and in one increment, and of a gauge. */
  city: { total: 10_000, increment: 1_000, gauge: 500_000 },
  /** The same for the whole story. */
  story: { total: 50_000, increment: 5_000, gauge: 5_000_000 },
  /** Times what is there already, where the desk has let more through than the bound. */
  beyond: 1.5,
  growth: {
    counter: { times: 3, atLeast: 500 },
    gauge: { times: 5, atLeast: 20_000 },
  } as const satisfies Record<string, Growth>,
  /**
   * The same within so many minutes, and up to a slot more, in however many steps; of the story, by updates that add a
   * part. Many report at once, and crowds gather fast: hence the room.
   */
  window: {
    ...{ minutes: 30, slot: 5 },
    counter: { times: 3, atLeast: 500 },
    gauge: { times: 5, atLeast: 50_000 },
    /**
     * What one account may add to counts within it before updates without a part wait as well: as much as lets a young story
     * leap, which is the work of many. One account that had filed all of the recorded day would have added 1,400.
     */
    account: 2_000,
    /** Of what a large story had before, so much again by one account, whatever the size of its updates. */
    accountShare: 0.5,
    story: {
      counter: { times: 3, atLeast: 2_000, part: 100 },
      gauge: { times: 5, atLeast: 50_000, part: 1_000 },
    },
  },
  /** Where nothing at all is known, a claim of the whole story; a city's gauge too, its counter is held to the growth. */
  claim: { counter: 5_000, gauge: 50_000 },
  /** A city's first figure: this share of the story's, and so many at least. */
  first: { share: 0.25, counter: 20, gauge: 500 },
} as const;
