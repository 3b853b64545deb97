import { Histogram } from 'prom-client';
import type { SnapshotReason } from '#contract/follow';

/** Where events, or those that a resume needs, came from: Redis, or the api. */
export type EventSource = 'live' | 'api';
export type ResumeSource = 'ring' | 'live' | 'api';
export type Transport = 'websocket' | 'polling' | 'sse';

/** Why we ended a connection: what its end was told, or, where it is told nothing, what was wrong. */
export type EndCause =
  | 'reader_too_slow'
  | 'too_many_requests'
  | 'not_signed_in'
  | 'unavailable'
  | 'moving'
  /** Two pings without an answer. */
  | 'heartbeat'
  /** Joined no namespace. */
  | 'unused'
  /** Said what is not in the protocol. */
  | 'protocol_error'
  /** Was told to follow again and did not. */
  | 'not_followed_again';

/** Why a newcomer was turned away: `GATEWAY_CONNECTIONS`, `GATEWAY_HANDSHAKES`, the end of the process. */
export type RefusalCause = 'origin' | 'connections' | 'handshakes' | 'draining';

const none = (): Record<SnapshotReason, number> => ({ new: 0, too_old: 0, epoch: 0, ahead: 0 });

/** What a gateway does, as plain numbers: whoever counts in a loop over readers adds once, behind it. */
export class GatewayMetrics {
  /** Since it started. */
  readonly counts = {
    framesBuilt: 0,
    framesSent: 0,
    frameBytes: 0,
    framesPassedOver: 0,
    answerBytes: 0,
    snapshotsEncoded: 0,
    eventsQuarantined: 0,
    gaps: 0,
    apiReads: 0,
    liveFailures: 0,
  };
  /** Since it started, by what a label says. */
  readonly by = {
    events: { live: 0, api: 0 } satisfies Record<EventSource, number>,
    resumes: { ring: 0, live: 0, api: 0 } satisfies Record<ResumeSource, number>,
    snapshots: none(),
    resyncs: none(),
    terminations: {
      ...{ reader_too_slow: 0, too_many_requests: 0, not_signed_in: 0, unavailable: 0, moving: 0 },
      ...{ heartbeat: 0, unused: 0, protocol_error: 0, not_followed_again: 0 },
    } satisfies Record<EndCause, number>,
    refusals: { origin: 0, connections: 0, handshakes: 0, draining: 0 } satisfies Record<
      RefusalCause,
      number
    >,
  };
  /** Now. */
  readonly gauges = { readers: 0, stories: 0, connectionsLimit: 0, lagEvents: 0, unconfirmedSeconds: 0 };
  readonly updatesPerFrame = new Histogram({
    name: 'dateline_gateway_updates_per_frame',
    help: 'Events in a frame of a room, counted once for the room. 0: totals only. Heads are no frames here',
    buckets: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500],
    registers: [],
  });
  readonly commitToSend = new Histogram({
    name: 'dateline_gateway_commit_to_send_seconds',
    help:
      'Seconds from just before Postgres committed the first event of a frame, by its clock, until the frame was handed ' +
      'to the socket of the last reader of the room, by ours. Only frames whose event was announced by a doorbell',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [],
  });
}
