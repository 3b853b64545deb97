/** What a gateway did since it started. Counts; the two gauges say how many there are now. */
export class GatewayMetrics {
  readonly counts = {
    framesBuilt: 0,
    framesSent: 0,
    frameBytesSent: 0,
    framesPassedOver: 0,
    resumes: 0,
    snapshots: 0,
    snapshotsEncoded: 0,
    resyncs: 0,
    readersCut: 0,
    eventsQuarantined: 0,
    apiReads: 0,
    liveFailures: 0,
    refused: 0,
  };
  readonly gauges = { readers: 0, stories: 0 };
}
