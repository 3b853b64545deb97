const MOST_FRAMES_A_SECOND = 60;

/** Counts a websocket's frames of every kind: there may be three times as many as events above. */
export class FrameRate {
  private second = 0;
  private frames = 0;

  /** False: one too many. */
  takes(now: number): boolean {
    if (now - this.second >= 1_000) {
      this.second = now;
      this.frames = 0;
    }
    this.frames += 1;
    return this.frames <= MOST_FRAMES_A_SECOND;
  }
}
