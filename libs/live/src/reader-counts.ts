import type { LiveConnection } from './live-connection.js';

/** A gateway that said nothing for longer is not counted: it is dead, or cut off. */
const HOLDS_SECONDS = 5;

/**
 * How many read each story, at all gateways together: `dl:{story}:readers`, a hash of gateway → `count seconds`, the
 * time by Redis's clock. No part of the story: nothing is installed, and what is lost is said again within seconds.
 */
export class ReaderCounts {
  constructor(private readonly connection: LiveConnection) {}

  /** Says how many read at this gateway, and resolves to the sum. Throws LiveUnavailableError. */
  async tell(story: string, gateway: string, here: number): Promise<number> {
    const args = [gateway, `${here}`, `${HOLDS_SECONDS}`];
    const keys = [`dl:{${story}}:readers`];
    return Number(await this.connection.callFunction('count_readers', keys, args, false));
  }
}
