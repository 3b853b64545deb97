// What a container runs: api, relay, gateway, migrate or cli. Passwords come from files and are put into the addresses
// here, so that no environment that is listed or inherited holds them.
import { readFileSync } from 'node:fs';

const [name = 'api', ...rest] = process.argv.slice(2);
for (const service of ['DATABASE', 'REDIS']) {
  const [address, file] = [process.env[`${service}_URL`], process.env[`${service}_PASSWORD_FILE`]];
  if (!address || !file) continue;
  const url = new URL(address);
  url.password = readFileSync(file, 'utf8').trim();
  process.env[`${service}_URL`] = url.href;
}
const secretFile = process.env.OIDC_CLIENT_SECRET_FILE;
if (secretFile) process.env.OIDC_CLIENT_SECRET = readFileSync(secretFile, 'utf8').trim();
const apps = ['api', 'relay', 'gateway', 'cli'];
if (apps.includes(name)) {
  process.argv = [process.argv[0], `dateline ${name}`, ...rest];
  await import(`../dist/apps/${name}/src/main.js`);
} else if (name === 'migrate') {
  const { migrate } = await import('../dist/libs/journal/src/migrate.js');
  await migrate(process.env.DATABASE_URL ?? '');
} else {
  process.stderr.write(`There is no "${name}" to run: it is one of ${apps.join(', ')}, migrate.\n`);
  process.exitCode = 1;
}
