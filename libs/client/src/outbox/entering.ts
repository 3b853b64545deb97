import type { Database } from './database.js';
import { isDraft } from './draft-names.js';
import { isUnsent, type Item } from './item.js';
import { newVault, type Owner, unwrapped, Vault, type VaultRow } from './vault.js';

const PROFILE = 'profile';
interface Profile {
  readonly name: string;
}

/** Whose vault is open on this device; null: nobody's. Works without a network. */
export async function currentOwner(db: Database): Promise<{ vault: Vault; name: string } | null> {
  const row = (await db.getAll('vaults')).find(({ isCurrent, key }) => isCurrent && key !== null);
  if (!row?.key) return null;
  const vault = new Vault(row.id, row.key);
  return { vault, name: (await profileOf(db, vault)).name };
}

/**
 * Opens the vault of who signed in: the one that is open and theirs, or that name and password open; else a new one.
 * Others' are closed. One that only this device could open again stays as it is: closing it would lose what it holds.
 */
export async function enter(db: Database, owner: Owner): Promise<Vault> {
  const rows = await db.getAll('vaults');
  const held = await openAndTheirs(db, rows, owner);
  const next = held
    ? await underPassword(db, held, owner)
    : ((await opened(rows, owner)) ?? (await newVault(owner)));
  const others = rows.filter(({ id }) => id !== next.id && id !== held?.id);
  for (const row of [...others.map(closed), { ...next, isCurrent: true }]) await db.put('vaults', row);
  const vault = vaultOf(next);
  const profile: Profile = { name: owner.name };
  await db.put('things', { vault: vault.id, name: PROFILE, ...(await vault.seal(PROFILE, profile)) });
  return vault;
}

/** Signing out: the key leaves the device. What no password brings back goes with it. */
export async function leave(db: Database, vault: string): Promise<void> {
  const row = await db.get('vaults', vault);
  if (!row) return;
  if (row.wrapped) return void (await db.put('vaults', { ...row, key: null, isCurrent: false }));
  await removeVault(db, vault);
}

/** Whether the person's password opens it again after they have signed out. */
export async function comesBack(db: Database, vault: string): Promise<boolean> {
  return (await db.get('vaults', vault))?.wrapped != null;
}

/** Vaults whose words wait for a password: of others, or of a password that was changed. */
export async function lockedVaults(db: Database): Promise<number> {
  const rows = (await db.getAll('vaults')).filter(({ key }) => key === null);
  const waiting = await Promise.all(rows.map(({ id }) => holdsWords(db, id)));
  return waiting.filter(Boolean).length;
}

/** Posts, or drafts of them. */
async function holdsWords(db: Database, vault: string): Promise<boolean> {
  if ((await db.countFromIndex('items', 'vault', vault)) > 0) return true;
  return (await db.getAllKeysFromIndex('things', 'vault', vault)).some(([, name]) => isDraft(name));
}

/** Takes what was left under an earlier password into the vault that is open. Resolves to how many of it are unsent; null: it opens nothing. */
export async function bringBack(db: Database, into: Vault, owner: Owner): Promise<number | null> {
  const rows = (await db.getAll('vaults')).filter(({ id, key }) => id !== into.id && key === null);
  const row = await opened(rows, owner);
  return row ? moveAll(db, vaultOf(row), into) : null;
}

async function openAndTheirs(
  db: Database,
  rows: readonly VaultRow[],
  { name }: Owner,
): Promise<VaultRow | undefined> {
  for (const row of rows) {
    if (!row.key) continue;
    const profile = await profileOf(db, vaultOf(row));
    if (profile.name.toLowerCase() === name.toLowerCase()) return row;
  }
  return undefined;
}

async function opened(rows: readonly VaultRow[], owner: Owner): Promise<VaultRow | undefined> {
  for (const row of rows) {
    const key = await unwrapped(row, owner);
    if (key) return { ...row, key };
  }
  return undefined;
}

/** A password that is new to the vault takes the place of the one it was wrapped with, or of none. */
async function underPassword(db: Database, row: VaultRow, owner: Owner): Promise<VaultRow> {
  if (owner.password === undefined || (await unwrapped(row, owner))) return row;
  const next = await newVault(owner);
  await db.put('vaults', next);
  await moveAll(db, vaultOf(row), vaultOf(next));
  return next;
}

function closed(row: VaultRow): VaultRow {
  return { ...row, isCurrent: false, key: row.wrapped ? null : row.key };
}

function vaultOf({ id, key }: VaultRow): Vault {
  if (!key) throw new Error('The vault is closed.');
  return new Vault(id, key);
}

async function profileOf(db: Database, vault: Vault): Promise<Profile> {
  const row = await db.get('things', [vault.id, PROFILE]);
  return row ? vault.open<Profile>(PROFILE, row) : { name: '' };
}

/** Seals all of one vault anew under another, then removes the one: a crash in between leaves both. */
async function moveAll(db: Database, from: Vault, to: Vault): Promise<number> {
  let unsent = 0;
  for (const { order, id, ...sealed } of await db.getAllFromIndex('items', 'vault', from.id)) {
    const item = await from.open<Item>(id, sealed);
    if (isUnsent(item)) unsent += 1;
    await db.put('items', { order, id, vault: to.id, ...(await to.seal(id, item)) });
  }
  for (const { name, ...sealed } of await db.getAllFromIndex('things', 'vault', from.id)) {
    const bytes = await from.openBytes(name, sealed);
    await db.put('things', { name, vault: to.id, ...(await to.sealBytes(name, bytes)) });
  }
  await removeVault(db, from.id);
  return unsent;
}

async function removeVault(db: Database, id: string): Promise<void> {
  const work = db.transaction(['vaults', 'items', 'things'], 'readwrite');
  await work.objectStore('vaults').delete(id);
  for (const name of ['items', 'things'] as const)
    for (let at = await work.objectStore(name).index('vault').openCursor(id); at; at = await at.continue())
      await at.delete();
  await work.done;
}
