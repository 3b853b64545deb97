/**
 * What the simulation and the sizing assume, each with its unit and where it comes from. `Measured`: on two shared cores
 * of an AMD EPYC virtual machine, docs/benchmarks.md; docs/scale.md says how near. `Code`: what the product does, held
 * to it by clients.spec.ts where a test can see it. `Assumed`: nobody measured it here; put your own on the command line.
 */
export const COSTS = {
  /** µs of gateway CPU for a websocket reader who comes back, resume included. Measured, bench:readers. */
  socketJoinUs: 450,
  /** The same for an SSE reader. Measured, bench:readers. */
  sseJoinUs: 250,
  /** µs to refuse a handshake with 503. Assumed: Node's bare http server takes 75. */
  refuseUs: 100,
  /** µs of gateway CPU for a frame that reaches a reader. A goal near what bench:readers measured, steady. */
  deliveryUs: 9,
  /** The share of `deliveryUs` that an update costs in a frame with others. Measured, bench:readers, burst. */
  coalesced: 0.35,
  /** µs for a ping, its answer or a head. Assumed: as much as a frame. */
  pingUs: 9,
  /** µs for each KB of an answer that the kernel copies. Assumed. */
  sendUsPerKb: 0.5,
  /** KB of gateway memory for a reader. The goal at 10,000 readers, bench:readers. */
  kbPerReader: 11,
  /** KB of kernel memory for an idle TCP connection. Assumed. */
  kernelKbPerReader: 4,
};

/** Bytes. */
export const SIZES = {
  /** A frame with one update on the wire. Measured: posts of 600 bytes, bench:readers. */
  frame: 1_230,
  /** TCP, IP and TLS headers around a frame, the acknowledgement included. Assumed. */
  overhead: 120,
  /** Compressed frame / plain frame. What is asked of shared deflate. */
  compressed: 0.65,
  /** A snapshot of 50 updates. Measured, bench:read. */
  snapshot: 45_000,
  /** Compressed snapshot / plain one. Assumed. */
  snapshotCompressed: 0.25,
};

/** Times in ms unless said otherwise; what the gateway and the client do. */
export const RULES = {
  /** A resume of more events than this is a snapshot. Code, LIMITS.resumeEvents. */
  resumeEvents: 500,
  /** … or of more bytes. Code, LIMITS.resumeBytes. */
  resumeBytes: 512 * 1024,
  /** A head, when no frame was sent for so long. Code. */
  headEvery: 10_000,
  /** A ping to each websocket. Code. */
  pingEvery: 10_000,
  /** How long a gateway that stops spreads its readers over. Code. */
  moveWithin: 5_000,
  /** `retry:` of a stream, drawn once for each. Code. */
  sseRetry: { least: 1_000, spread: 2_000 },
  /** A gateway asks the api for what came after its position, for each story that is followed. Code. */
  apiCheckEvery: 5_000,
  /** … and Redis for the story's head. Code. */
  headCheckEvery: 1_000,
  /** Each gateway says how many readers of a story it has, while they come and go. Code. */
  countEvery: 1_000,
  /** Fan-out frames a second at most: a tick of 40 ms. Code. */
  mostFramesPerSecond: 25,
};

/** Redis, µs of its CPU. Measured, bench:redis. */
export const REDIS = {
  /** A doorbell, for each gateway that hears it. */
  ringUs: 4.5,
  /** What moved, read by one of them. */
  readUs: 9,
  /** A look at a story's head. */
  headUs: 4.5,
  /** A count of a story's readers, for each gateway that is summed up. */
  countUs: 0.4,
};

/** What a gateway is filled up to: goals, not measurements. */
export const GOALS = {
  /** Share of its core for those who are connected. */
  standingShare: 0.5,
  /** ms from the first reader of a frame to the last. */
  fanOut: 200,
  /** Seconds until all its readers are back when they come at once. */
  storm: 15,
  /** Gateways beyond the need: so many may be missing. */
  spare: 0.1,
};

/** Per hour and per GB sent. Assumed: put your own. */
export const PRICES = { coreHour: 0.04, gigabyte: 0.02 };

/** The world around. All assumed but the two of the kernel. */
export const WORLD = {
  /** There and back between a reader and the gateway, ms. */
  roundTrip: 50,
  /** Handshakes that the listen queue holds: of the 8,192 a gateway asks for, Linux gives net.core.somaxconn = 4,096. */
  backlog: 4_096,
  /** Linux repeats a SYN that was dropped after so many ms. */
  synRepeats: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000],
  cacheNodes: 20,
};
