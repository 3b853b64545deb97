import { createHmac, randomBytes } from 'node:crypto';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Texts as keys that say nothing of them. A name's is the same in every process of a day, so that all count together.
 * A network's is made with a secret of this process and day that is nowhere but in memory: what Redis holds leads back
 * to no address, not even with the newsroom's key.
 */
export class DailyNames {
  private own = { day: -1, secret: randomBytes(32) };

  constructor(
    private readonly key: Buffer,
    private readonly now: () => number = Date.now,
  ) {}

  ofPerson(name: string): string {
    return createHmac('sha256', this.key).update(`${this.today()} ${name}`).digest('base64url');
  }

  ofNetwork(prefix: string): string {
    const day = this.today();
    if (this.own.day !== day) this.own = { day, secret: randomBytes(32) };
    return createHmac('sha256', this.own.secret).update(prefix).digest('base64url');
  }

  private today(): number {
    return Math.floor(this.now() / DAY_MS);
  }
}
