/** Waits that a ring cuts short; a ring while nobody waits is kept for the next wait. */
export class Alarm {
  private hasRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.hasRung) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((done) => {
        this.wake = done;
        timer = setTimeout(done, milliseconds);
      });
      clearTimeout(timer);
      this.wake = undefined;
    }
    this.hasRung = false;
  }
}
