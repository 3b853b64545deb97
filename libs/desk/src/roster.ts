import type { DataSource } from 'typeorm';
import type { Memberships, Role } from '#contract/people';
import { nameKey, PERSON, type Person } from './person.js';

const REFRESH_MS = 250;
/** Longer than any access token holds: beyond it nobody has one of an ended session. */
const REMEMBER_ENDED = '15 minutes';

/** What nobody could confirm for so long is asked for again before it is relied on. */
const TRUST_MS = 5_000;

/** A program's key as the rules see it. */
export interface HeldKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly memberships: Memberships;
  readonly hash: string;
  readonly expiresAt: Date | null;
}
type KeyRow = HeldKey & { readonly isEnded: boolean };
interface Held {
  readonly version: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly ended: ReadonlySet<string>;
  readonly keys: ReadonlyMap<string, HeldKey>;
  /** By name key. */
  readonly named: ReadonlyMap<string, Person>;
  readonly keyNames: ReadonlySet<string>;
}
const NOBODY: Held = {
  version: '',
  people: new Map(),
  ended: new Set(),
  keys: new Map(),
  named: new Map(),
  keyNames: new Set(),
};

/** Who there is, which sessions ended and which keys hold, in memory: its version is read four times a second. */
export class Roster {
  private held = NOBODY;
  private confirmedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;
  private following: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: DataSource) {}

  async start(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => {
      if (!this.running) this.refresh().catch(() => undefined);
    }, REFRESH_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Whose session it is; undefined: it is over, or there is nobody. Rejects while the database is away for long. */
  async holder(session: string, person: string): Promise<Person | undefined> {
    await this.beSure(this.held.people.has(person)); // somebody may have come elsewhere in this very moment
    return this.held.ended.has(session) ? undefined : this.held.people.get(person);
  }

  /** Whether somebody of this name has an account that is disabled or frozen. */
  isClosed(name: string): boolean {
    const person = this.named(name);
    return person !== undefined && person.state !== 'active';
  }

  /** Who has an account of this name, as of a quarter of a second ago; undefined: nobody, such as a token of the command line. */
  named(name: string): Person | undefined {
    return this.held.named.get(nameKey(name));
  }

  /** Undefined: no such key, or it was ended. */
  async key(hash: string): Promise<HeldKey | undefined> {
    await this.beSure(this.held.keys.has(hash));
    const key = this.held.keys.get(hash);
    return key && holds(key) ? key : undefined;
  }

  /** As of the last look. */
  holdingKeys(): HeldKey[] {
    return [...this.held.keys.values()].filter(holds);
  }

  /** Of all keys that there ever were, whether or not they hold. */
  keyNames(): ReadonlySet<string> {
    return this.held.keyNames;
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

  private async beSure(isKnown: boolean): Promise<void> {
    if (!isKnown || performance.now() - this.confirmedAt > TRUST_MS) await this.refresh();
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
    const asked = performance.now();
    const [row]: { version: string }[] = await this.database.query('select version from roster_version');
    const version = row?.version ?? '';
    if (version !== this.held.version) this.held = await this.read(version);
    this.confirmedAt = asked;
  }

  private async read(version: string): Promise<Held> {
    const [people, ended, keys]: [Person[], { id: string }[], KeyRow[]] = await Promise.all([
      this.database.query(`select ${PERSON} from people`),
      this.database.query(`select id from sessions where ended_at > now() - interval '${REMEMBER_ENDED}'`),
      this.database.query(
        `select id, name, role, memberships, hash, expires_at as "expiresAt", ended_at is not null as "isEnded" from api_keys`,
      ),
    ]);
    return {
      version,
      people: new Map(people.map((person) => [person.id, person])),
      ended: new Set(ended.map(({ id }) => id)),
      keys: new Map(keys.flatMap(({ isEnded, ...key }) => (isEnded ? [] : [[key.hash, key]]))),
      named: new Map(people.map((person) => [nameKey(person.name), person])),
      keyNames: new Set(keys.map(({ name }) => name)),
    };
  }
}

const holds = ({ expiresAt }: HeldKey): boolean => expiresAt === null || expiresAt.getTime() > Date.now();
