/** What is kept on the device: unreadable without the key, and nowhere but where it was put. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}
/** A vault's key under the password of whose it is; the name is not written down anywhere. */
interface Wrapped extends Sealed {
  readonly salt: Uint8Array<ArrayBuffer>;
}
export interface VaultRow {
  readonly id: string;
  /** Not extractable. Null: signed out. */
  readonly key: CryptoKey | null;
  /** Null: there was no password, as with an account elsewhere. */
  readonly wrapped: Wrapped | null;
  /** Whoever works on this device. */
  readonly isCurrent: boolean;
}
export interface Owner {
  readonly name: string;
  /** Absent: signed in by cookie, or elsewhere. */
  readonly password?: string | undefined;
}

/** OWASP's figure for PBKDF2 with SHA-256: 0.2 s on a laptop, about a second on a phone. */
const ITERATIONS = 600_000;
const AES = { name: 'AES-GCM', length: 256 } as const;

/** One person's drafts, queue and photos, sealed with AES-GCM. `place` is bound in: nothing sealed can be put elsewhere. */
export class Vault {
  constructor(
    readonly id: string,
    private readonly key: CryptoKey,
  ) {}

  async seal(place: string, value: unknown): Promise<Sealed> {
    return this.sealBytes(place, new TextEncoder().encode(JSON.stringify(value)));
  }

  /** Rejects when it is not of this vault and place. */
  async open<T>(place: string, sealed: Sealed): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.openBytes(place, sealed))) as T;
  }

  async sealBytes(place: string, bytes: BufferSource): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, bytes: await crypto.subtle.encrypt(this.parameters(place, iv), this.key, bytes) };
  }

  openBytes(place: string, { iv, bytes }: Sealed): Promise<ArrayBuffer> {
    return crypto.subtle.decrypt(this.parameters(place, iv), this.key, bytes);
  }

  private parameters(place: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: AES.name, iv, additionalData: new TextEncoder().encode(`${this.id}/${place}`) };
  }
}

/** A vault nobody has used yet. The key leaves this function only unextractable, or wrapped. */
export async function newVault(owner: Owner): Promise<VaultRow> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const [key, wrapped] = await Promise.all([
    imported(raw),
    owner.password === undefined ? null : wrap(raw, owner),
  ]);
  raw.fill(0);
  return { id: crypto.randomUUID(), key, wrapped, isCurrent: false };
}

/** The key, if this is the name and password it was wrapped with; else null. */
export async function unwrapped({ wrapped }: VaultRow, owner: Owner): Promise<CryptoKey | null> {
  if (!wrapped || owner.password === undefined) return null;
  const { salt, iv, bytes } = wrapped;
  const raw = await crypto.subtle
    .decrypt({ name: AES.name, iv }, await passwordKey(owner, salt), bytes)
    .catch(() => null);
  return raw && imported(raw);
}

async function wrap(raw: Uint8Array<ArrayBuffer>, owner: Owner): Promise<Wrapped> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await passwordKey(owner, salt);
  return { salt, iv, bytes: await crypto.subtle.encrypt({ name: AES.name, iv }, key, raw) };
}

function imported(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, AES, false, ['encrypt', 'decrypt']);
}

async function passwordKey(
  { name, password = '' }: Owner,
  salt: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey> {
  const said = new TextEncoder().encode(`${name.toLowerCase()}\n${password.normalize('NFC')}`);
  const secret = await crypto.subtle.importKey('raw', said, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS };
  return crypto.subtle.deriveKey(how, secret, AES, false, ['encrypt', 'decrypt']);
}
