import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Sealed, VaultRow } from './vault.js';

/** Everything of a person is in rows that name their vault and that nobody can read without its key. */
interface SealedRow extends Sealed {
  readonly vault: string;
}
export interface ItemRow extends SealedRow {
  readonly id: string;
  /** Given by the database when it is composed. */
  readonly order: number;
}
/** Drafts, photos, what the phone knows of stories. */
export interface ThingRow extends SealedRow {
  readonly name: string;
}
interface Tables extends DBSchema {
  vaults: { key: string; value: VaultRow };
  items: { key: number; value: ItemRow; indexes: { vault: string } };
  things: { key: [string, string]; value: ThingRow; indexes: { vault: string } };
}
export type Database = IDBPDatabase<Tables>;

export const DATABASE = 'dateline-desk';

/** `gone`: another tab wiped the phone. */
export function openDatabase(gone: () => void): Promise<Database> {
  return openDB<Tables>(DATABASE, 1, {
    upgrade(db) {
      db.createObjectStore('vaults', { keyPath: 'id' });
      db.createObjectStore('items', { keyPath: 'order', autoIncrement: true }).createIndex('vault', 'vault');
      db.createObjectStore('things', { keyPath: ['vault', 'name'] }).createIndex('vault', 'vault');
    },
    blocking(_, __, event) {
      (event.target as IDBDatabase).close();
      gone();
    },
    terminated: gone,
  });
}
