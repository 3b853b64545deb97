import type { DataSource } from 'typeorm';
import type { Memberships, Role } from '#contract/people';
import { PERSON, type Person } from './person.js';

const REFRESH_MS = 250;
/** Longer than any access token holds: beyond it nobody has one of an ended session. */
const REMEMBER_ENDED = '15 minutes';

/** A program's key as the rules see it. */
export interface HeldKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly memberships: Memberships;
  readonly hash: string;
  readonly expiresAt: Date | null;
}
interface Held {
  readonly version: number;
  readonly people: ReadonlyMap<string, Person>;
  readonly ended: ReadonlySet<string>;
  readonly keys: ReadonlyMap<string, HeldKey>;
}

/** Who there is, which sessions ended and which keys hold, in memory: its version is read four times a second. */
export class Roster {
  private held: Held = { version: 0, people: new Map(), ended: new Set(), keys: new Map() };
  private running: Promise<void> | undefined;
  private following: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: DataSource) {}

  async start(): Promise<void> {
    await this.refresh();
    // A database that is away keeps what was read last: nothing can be written then anyway.
    this.timer = setInterval(() => {
      if (!this.running) this.refresh().catch(() => undefined);
    }, REFRESH_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Somebody made in this very moment elsewhere is asked for; undefined: there is nobody. */
  async person(id: string): Promise<Person | undefined> {
    if (!this.held.people.has(id)) await this.refresh();
    return this.held.people.get(id);
  }

  hasEnded(session: string): boolean {
    return this.held.ended.has(session);
  }

  /** Undefined: no such key, or it was ended. */
  async key(hash: string): Promise<HeldKey | undefined> {
    if (!this.held.keys.has(hash)) await this.refresh();
    const key = this.held.keys.get(hash);
    return key && (key.expiresAt === null || key.expiresAt.getTime() > Date.now()) ? key : undefined;
  }

  /** Resolves when everything committed before the call is known here. */
  refresh(): Promise<void> {
    if (!this.running) return this.run();
    this.following ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.following = undefined;
        return this.run();
      });
    return this.following;
  }

  private run(): Promise<void> {
    const run = this.load().finally(() => {
      this.running = undefined;
    });
    this.running = run;
    return run;
  }

  /** The version is read first: what changes meanwhile is read again by the next look. */
  private async load(): Promise<void> {
    const [row]: { version: number }[] = await this.database.query('select version from roster_version');
    const version = row?.version ?? 0;
    if (version === this.held.version) return;
    const [people, ended, keys]: [Person[], { id: string }[], HeldKey[]] = await Promise.all([
      this.database.query(`select ${PERSON} from people`),
      this.database.query(`select id from sessions where ended_at > now() - interval '${REMEMBER_ENDED}'`),
      this.database.query(
        `select id, name, role, memberships, hash, expires_at as "expiresAt" from api_keys where ended_at is null`,
      ),
    ]);
    this.held = {
      version,
      people: new Map(people.map((person) => [person.id, person])),
      ended: new Set(ended.map(({ id }) => id)),
      keys: new Map(keys.map((key) => [key.hash, key])),
    };
  }
}
