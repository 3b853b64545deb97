import type { DataSource } from 'typeorm';
import { enterAlone } from './desk-log.js';
import type { People } from './people.js';

/** Puts on record that somebody may not sign in for a while, by name: not from where. */
export class Lockouts {
  constructor(
    private readonly database: DataSource,
    private readonly people: People,
  ) {}

  /** `limit`: which count was full. What was typed as a name and is nobody's may be a password: it is not kept. */
  async enter(name: string, limit: string): Promise<void> {
    const person = await this.people.named(name);
    const about = person?.id ?? null;
    if (about === null && limit !== 'network') return;
    const entry = { story: null, actor: 'sign-in', action: 'sign_in.locked', about, detail: { limit } };
    await enterAlone(this.database, entry);
  }
}
