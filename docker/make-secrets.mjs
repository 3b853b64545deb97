// node docker/make-secrets.mjs: random passwords, Redis's users and the key that signs tokens, once, into docker/secrets.
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, 'secrets'));
if (existsSync(folder)) {
  process.stderr.write(`${folder} is there already. A running newsroom needs the passwords it began with.\n`);
  process.exit(1);
}
// Closed by the folder: inside a container, users that are not ours read the files.
mkdirSync(folder, { recursive: true, mode: 0o700 });
const write = (name, text) => writeFileSync(path.join(folder, name), text, { mode: 0o644, flag: 'wx' });
const password = (name) => {
  const made = randomBytes(24).toString('base64url');
  write(name, made);
  return made;
};
for (const role of ['postgres', 'migrate', 'app']) password(`${role}_password`);
const hash = createHash('sha256').update(password('redis_password')).digest('hex');
const users = readFileSync(path.join(import.meta.dirname, 'redis-users.acl'), 'utf8');
write('redis_users', users.replace('SHA256_OF_THE_PASSWORD', hash));
const { privateKey } = generateKeyPairSync('ed25519');
write(
  'token_key',
  JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'EdDSA' }),
);
process.stdout.write(`Written to ${folder}: keep it, and keep it out of any repository.\n`);
