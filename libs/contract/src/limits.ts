/** Sizes on the wire and in memory. Bytes unless said otherwise. */
export const LIMITS = {
  updateBytes: 32 * 1024,
  batchBytes: 1024 * 1024,
  batchItems: 100,
  storyBytes: 2 * 1024 * 1024,
  photoBytes: 10 * 1024 * 1024,
  mediaPerUpdate: 10,
  jsonDepth: 16,
  /** Updates in a snapshot: the top of the timeline. */
  firstUpdates: 50,
  /** Updates posted below the top that a snapshot still names. */
  lateArrivals: 10,
  resumeEvents: 500,
  resumeBytes: 512 * 1024,
  /** Changed totals of one event above this size are fetched, not sent. */
  totalsBytes: 32 * 1024,
  /** A story above this size is fetched, not sent with the event that changed it. */
  storyEventBytes: 32 * 1024,
  /** Frames unsent to one reader: above `skip` it is passed over, above `cut` it is closed. */
  readerSkipBytes: 64 * 1024,
  readerCutBytes: 256 * 1024,
  figuresPerUpdate: 200,
  knownBlocks: 20,
  pins: 100,
} as const;

/** A phone's clock may be this far ahead of the server's before its time is refused. */
export const FUTURE_TOLERANCE_SECONDS = 120;
/** Who takes up an update has it for so long, unless the lease is renewed or given up before. */
export const LEASE_SECONDS = 60;
/** So long after its publication a typing error may be mended without a note. */
export const SILENT_FIX_SECONDS = 5 * 60;
/** Reports that reach us later than this after the moment they are about are marked late. */
export const LATE_AFTER_SECONDS = 15 * 60;
