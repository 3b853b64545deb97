import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const newSecret = () => randomBytes(24).toString('base64url');

/** The passwords of the private Postgres and Redis of this home. Made anew where the file is lost, which `isNew` says. */
export async function serviceSecrets(home) {
  const file = path.join(home, 'secrets.json');
  const held = await readFile(file, 'utf8').catch(() => undefined);
  if (held !== undefined) return { ...JSON.parse(held), isNew: false };
  const secrets = { postgres: newSecret(), redis: newSecret() };
  await writeFile(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flag: 'wx' });
  return { ...secrets, isNew: true };
}
