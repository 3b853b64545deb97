import type { Database, ItemRow } from './database.js';
import { isDraft } from './draft-names.js';
import { isSettled, type Item, type Task } from './item.js';
import type { Vault } from './vault.js';

/** What is kept of what was sent, beside all that was not. */
const KEPT_SENT = 200;
const CHANNEL = 'dateline-outbox';

/** What somebody composes: the rest of an item is the outbox's. */
export type Composed = Pick<Item, 'id' | 'story' | 'city' | 'composedAt'> & {
  readonly task: Task;
  readonly photos: readonly string[];
};

/** One person's outbox on this device. Every tab sees the same; whoever changes it tells the others. */
export class Outbox {
  private readonly channel = new BroadcastChannel(CHANNEL);
  private readonly watchers = new Set<() => void>();
  /**
   * What became of items, where a full disk took no word of it: known here until there is room, or asked about again, or
   * another tab wrote what it knows `over` the row that was there.
   */
  private readonly unsaved = new Map<number, { readonly item: Item; readonly over: string }>();
  private putting: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Database,
    readonly vault: Vault,
    /** The name they sign in with. */
    readonly owner: string,
  ) {
    this.channel.onmessage = () => this.tell();
  }

  /** Calls back after each change, of this tab or another. Returns what ends it. */
  watch(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }

  close(): void {
    this.channel.close();
    this.watchers.clear();
  }

  /** The disk takes no word of what becomes of what is here. */
  get isFull(): boolean {
    return this.unsaved.size > 0;
  }

  /** All of it, as composed. */
  async items(): Promise<Item[]> {
    const rows = await this.db.getAllFromIndex('items', 'vault', this.vault.id);
    const found = await Promise.all(rows.map((row) => this.opened(row)));
    return found.sort((a, b) => a.order - b.order);
  }

  /**
   * Resolves when it is on the disk: from then on a crash does not lose it. The draft that it was goes in the same step.
   * Resolves to what is there under its id already, of another tab; then nothing was done.
   */
  async add(composed: Composed, draft?: string): Promise<Item | null> {
    const photos = composed.photos.map((id) => ({ id, failures: 0 }));
    const item: Omit<Item, 'order'> = { ...composed, photos, attempts: 0, state: { at: 'phone' } };
    const row = { vault: this.vault.id, id: item.id, ...(await this.vault.seal(item.id, item)) };
    const work = this.db.transaction(['items', 'things'], 'readwrite', { durability: 'strict' });
    const rows = await work.objectStore('items').index('vault').getAll(this.vault.id);
    const other = rows.find(({ id }) => id === item.id);
    if (!other) {
      await work.objectStore('items').add(row as typeof row & { order: number }); // the database gives the order
      if (draft !== undefined) await work.objectStore('things').delete([this.vault.id, draft]);
    }
    await work.done;
    if (other) return this.opened(other);
    this.changed();
    return null;
  }

  /**
   * Resolves to those that are still there: what its author took out meanwhile stays out. A full disk stops nothing: what
   * it did not take is written with the next that it takes. One after another: none is overwritten by an older one.
   */
  put(items: readonly Item[]): Promise<Item[]> {
    const mine = this.putting.then(() => this.putNext(items));
    this.putting = mine.catch(() => undefined);
    return mine;
  }

  private async putNext(items: readonly Item[]): Promise<Item[]> {
    const rows = await this.db.getAllFromIndex('items', 'vault', this.vault.id);
    const there = new Map(rows.map((row) => [row.order, row]));
    const unsaved = rows.flatMap((row) => this.unsavedOver(row) ?? []);
    const left = items.filter(({ order }) => there.has(order));
    const newest = new Map([...unsaved, ...left].map((item) => [item.order, item]));
    this.unsaved.clear();
    await this.write([...newest.values()]).catch((error: unknown) => {
      if (!isQuota(error)) throw error;
      for (const [order, item] of newest)
        this.unsaved.set(order, { item, over: versionOf(there.get(order)) });
    });
    this.changed();
    return left;
  }

  private async write(items: readonly Item[]): Promise<void> {
    const rows = await Promise.all(items.map((item) => this.row(item)));
    const work = this.db.transaction('items', 'readwrite', { durability: 'strict' });
    const writing = rows.map(async (row) => {
      if ((await work.store.getKey(row.order)) !== undefined) await work.store.put(row);
    });
    await Promise.all([...writing, work.done]);
  }

  /** Takes out what its author changes, photos aside. False: it was not there any more as it was, since it is being sent. */
  async take(order: number, isAsItWas: (item: Item) => boolean): Promise<boolean> {
    const seen = await this.db.get('items', order);
    if (!seen || !isAsItWas(await this.opened(seen))) return false;
    const work = this.db.transaction('items', 'readwrite', { durability: 'strict' });
    const now = await work.store.get(order);
    const isSame = versionOf(now) === versionOf(seen);
    if (isSame) await work.store.delete(order);
    await work.done;
    if (isSame) this.unsaved.delete(order);
    this.changed();
    return isSame;
  }

  /** What a tab that crashed was sending may have arrived: it is asked about by its id. */
  async notSending(): Promise<void> {
    const left = (await this.items()).filter(({ state }) => state.at === 'sending');
    if (left.length > 0 || this.isFull)
      await this.put(left.map((item) => ({ ...item, state: { at: 'phone' } as const })));
  }

  /** Because its author said so, or nothing is to stay here once it is sent. */
  async remove(items: readonly Item[]): Promise<void> {
    const work = this.db.transaction(['items', 'things'], 'readwrite', { durability: 'strict' });
    for (const { order, photos } of items) {
      await work.objectStore('items').delete(order);
      for (const { id } of photos) await work.objectStore('things').delete([this.vault.id, photoName(id)]);
    }
    await work.done;
    for (const { order } of items) this.unsaved.delete(order);
    this.changed();
  }

  /** What is done with and old goes; `all`: whatever the newsroom has. */
  async forgetSent(all: boolean): Promise<void> {
    const isDone = (item: Item) => isSettled(item) || (all && item.state.at === 'desk');
    const sent = (await this.items()).filter((item) => isDone(item) && item.photos.length === 0);
    const old = all ? sent : sent.slice(0, Math.max(0, sent.length - KEPT_SENT));
    if (old.length > 0) await this.remove(old);
  }

  async keep(name: string, value: unknown): Promise<void> {
    await this.db.put('things', { vault: this.vault.id, name, ...(await this.vault.seal(name, value)) });
  }

  async kept<T>(name: string): Promise<T | undefined> {
    const row = await this.db.get('things', [this.vault.id, name]);
    return row && this.vault.open<T>(name, row);
  }

  /** What is kept as `of`, or as something of it: `of/…`. */
  async names(of: string): Promise<string[]> {
    const keys = await this.db.getAllKeysFromIndex('things', 'vault', this.vault.id);
    return keys.map(([, name]) => name).filter((name) => name === of || name.startsWith(`${of}/`));
  }

  /** Where what was begun and not sent off is kept. */
  async drafts(): Promise<string[]> {
    const keys = await this.db.getAllKeysFromIndex('things', 'vault', this.vault.id);
    return keys.map(([, name]) => name).filter(isDraft);
  }

  async drop(name: string): Promise<void> {
    await this.db.delete('things', [this.vault.id, name]);
  }

  async keepPhoto(id: string, photo: ArrayBuffer): Promise<void> {
    const name = photoName(id);
    await this.db.put('things', { vault: this.vault.id, name, ...(await this.vault.sealBytes(name, photo)) });
  }

  async photo(id: string): Promise<ArrayBuffer | undefined> {
    const row = await this.db.get('things', [this.vault.id, photoName(id)]);
    return row && this.vault.openBytes(row.name, row);
  }

  dropPhoto(id: string): Promise<void> {
    return this.drop(photoName(id));
  }

  private async opened(row: ItemRow): Promise<Item> {
    const { id, order } = row;
    return this.unsavedOver(row) ?? { ...(await this.vault.open<Item>(id, row)), order };
  }

  private unsavedOver(row: ItemRow): Item | undefined {
    const unsaved = this.unsaved.get(row.order);
    return unsaved?.over === versionOf(row) ? unsaved.item : undefined;
  }

  private async row(item: Item) {
    const { order, id } = item;
    return { vault: this.vault.id, order, id, ...(await this.vault.seal(id, item)) };
  }

  /** Tells every tab that there is something else in it now. */
  changed(): void {
    this.channel.postMessage(null);
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

const isQuota = (error: unknown) => error instanceof DOMException && error.name === 'QuotaExceededError';
/** Each writing of a row is sealed with another one. */
const versionOf = (row: ItemRow | undefined): string => row?.iv.join() ?? '';
const photoName = (id: string) => `photo/${id}`;
