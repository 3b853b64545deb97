import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { hkdfSync, randomUUID } from 'node:crypto';
import type { Memberships, Role } from '#contract/people';
import type { Actor } from '#domain/story/command';

export const TOKEN_ALGORITHM = 'EdDSA';
export const TOKEN_ISSUER = 'dateline';
export const TOKEN_AUDIENCE = 'dateline-api';
export const TOKEN_TYPE = 'dateline+jwt';

/** The newsroom's signing key, made at first use. A file of mode 0600 that holds a private Ed25519 JWK. */
export async function signingKey(file: string): Promise<JWK> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  const made = `${file}.${randomUUID()}`;
  const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { crv: 'Ed25519', extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: TOKEN_ALGORITHM };
  await writeFile(made, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
  // Linked whole: of several processes that start at once the first one's key holds, and nobody reads half a file.
  await link(made, file).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await unlink(made);
  return JSON.parse(await readFile(file, 'utf8'));
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** The half that checks tokens and cannot make them. */
export async function publicKey(jwk: JWK): Promise<CryptoKey> {
  const { kty, crv, x, kid, alg } = jwk;
  const key = await importJWK({ kty, crv, x, kid, alg }, TOKEN_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('The key file holds no Ed25519 key.');
  return key;
}

/** Whose token it is beyond name and role: somebody's who signed in. */
export interface TokenHolder {
  readonly name: string;
  readonly role: Role;
  readonly memberships: Memberships;
  /** Absent: a token made by the command line. */
  readonly signedIn?: { readonly person: string; readonly session: string };
}

/** A bearer token. `expires`: anything `jose` takes, `12h`, `30d`. */
export function signToken(jwk: JWK, actor: Actor, expires: string): Promise<string> {
  const { name, role, story, cities } = actor;
  const memberships = story === null && cities === null ? null : [{ story, cities }];
  return signTokenOf(jwk, { name, role, memberships }, expires);
}

/** As `signToken`, for somebody with any number of memberships. */
export async function signTokenOf(jwk: JWK, holder: TokenHolder, expires: string | Date): Promise<string> {
  const { name, role, memberships, signedIn } = holder;
  return new SignJWT({ role, ...narrowed(memberships), ...signedIn })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: TOKEN_TYPE, kid: jwk.kid })
    .setSubject(name)
    .setJti(randomUUID())
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(jwk);
}

/** One membership is `story` and `cities`, as outside programs know them; any other number is `memberships`. */
function narrowed(memberships: Memberships): JWTPayload {
  if (memberships === null) return {};
  const [only, ...more] = memberships;
  if (!only || more.length || !(only.story || only.cities)) return { memberships };
  return { ...(only.story ? { story: only.story } : {}), ...(only.cities ? { cities: only.cities } : {}) };
}

/** A key for tokens that only the newsroom reads; it holds as long as the file. */
export const refreshKey = (key: JWK): Buffer => derived(key, 'dateline refresh tokens');

/** A key for what a browser keeps for us and cannot read. */
export const sealKey = (key: JWK): Buffer => derived(key, 'dateline seals');

function derived({ d = '' }: JWK, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', use, 32));
}
