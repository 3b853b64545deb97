import { type Database, DATABASE, openDatabase } from './database.js';
import { bringBack, comesBack, currentOwner, enter, leave, lockedVaults } from './entering.js';
import { Outbox } from './outbox.js';
import type { Owner } from './vault.js';

const WIPED = 'dateline-wiped';

/** What this device keeps of who files here. Each rejects where the browser keeps nothing. */
export class Device {
  private readonly wiped = new BroadcastChannel(WIPED);
  private opening: Promise<Database> | undefined;

  /** `gone`: somebody wiped it, in whatever tab. */
  constructor(private readonly gone: () => void) {
    this.wiped.onmessage = gone;
  }

  /** The outbox of who works here, without asking anybody; null: signed out. */
  async current(): Promise<Outbox | null> {
    const db = await this.database();
    const owner = await currentOwner(db);
    return owner && new Outbox(db, owner.vault, owner.name);
  }

  /** Of who has signed in. From then on nobody else's is open. */
  async enter(owner: Owner): Promise<Outbox> {
    const db = await this.database();
    return new Outbox(db, await enter(db, owner), owner.name);
  }

  /** Signing out: what is in it is unreadable until its owner's password is given here again. */
  async leave(outbox: Outbox): Promise<void> {
    await leave(await this.database(), outbox.vault.id);
  }

  /** Whether a password brings it back after signing out; otherwise signing out loses what is in it. */
  async comesBack(outbox: Outbox): Promise<boolean> {
    return comesBack(await this.database(), outbox.vault.id);
  }

  /** How many outboxes on this device wait for a password. */
  async locked(): Promise<number> {
    return lockedVaults(await this.database());
  }

  /** What was left under an earlier password. Resolves to how many posts of it are unsent; null: the password opens none. */
  async bringBack(outbox: Outbox, password: string): Promise<number | null> {
    const unsent = await bringBack(await this.database(), outbox.vault, { name: outbox.owner, password });
    outbox.changed();
    return unsent;
  }

  /** Keys first, so that whatever the rest leaves behind is unreadable; then everything of this origin. */
  async wipe(): Promise<void> {
    const db = await this.database().catch(() => null);
    await db?.clear('vaults').catch(() => undefined);
    for (const table of ['items', 'things'] as const) await db?.clear(table).catch(() => undefined);
    db?.close();
    this.wiped.postMessage(null);
    indexedDB.deleteDatabase(DATABASE);
    localStorage.clear();
    sessionStorage.clear();
    for (const name of await caches.keys()) await caches.delete(name);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  }

  private database(): Promise<Database> {
    this.opening ??= openDatabase(this.gone);
    return this.opening;
  }
}
