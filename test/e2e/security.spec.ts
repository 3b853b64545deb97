import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { anUpdate, ask } from '../support/newsroom-people.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
let dateline: Dateline;
let desk: Desk;
beforeAll(async () => {
  dateline = await startDateline();
  desk = await Desk.open(dateline);
}, 60_000);
afterAll(() => dateline.stop());

describe('a batch', () => {
  const batch = (updates: unknown) =>
    desk.send<{ results: { id?: string; problem?: ProblemDocument }[] } & ProblemDocument>(
      'POST',
      '/updates:batch',
      updates,
    );

  test('B10: is looked at item by item, each by the same form as alone', async () => {
    const bad = [
      { ...anUpdate(), pinned: true },
      { ...anUpdate(), figures: [{ metric: 'arrests', source: 'own', value: '5' }] },
      { ...anUpdate(), occurredAt: 'yesterday' },
      { ...anUpdate(), id: 'no uuid' },
    ];
    const { status, body } = await batch({ updates: [anUpdate(), ...bad] });
    expect([status, body.results.map(({ problem }) => problem?.code)]).toEqual([
      200,
      [undefined, 'malformed', 'malformed', 'malformed', 'malformed'],
    ]);
    for (const item of bad) expect((await desk.send('POST', '/updates', item)).status).toBe(400);
  });

  test('B10: of a hundred and one, of none, or that is a bare list is refused whole', async () => {
    const { position } = await desk.snapshot();
    const many = Array.from({ length: 101 }, () => anUpdate());
    for (const body of [{ updates: many }, { updates: [] }, many, [anUpdate()]])
      expect((await batch(body)).status).toBe(400);
    expect((await desk.snapshot()).position).toEqual(position);
  });
});

describe('a page', () => {
  test('B19: says of itself that it runs and loads nothing but its own, and tells nobody where one came from', async () => {
    for (const address of ['/', `/stories/${desk.story}`, '/stories/none']) {
      const { headers } = await fetch(dateline.url + address);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });
});

describe('what a stranger says of where it comes from', () => {
  test('B22: changes nothing: neither whose guesses count, nor what pages are called', async () => {
    const front = new FrontDesk(dateline);
    const { name } = await front.person('Vera');
    const said = (i: number) => ({ 'x-forwarded-for': `198.51.${i}.1`, forwarded: `for=203.0.${i}.1` });
    for (let i = 0; i < 10; i += 1)
      expect((await front.signIn(name, `wrong ${i}`, said(i))).status).toBe(401);
    expect((await front.signIn(name, PASSWORD, said(77))).status).toBe(429);
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-original-url': '/desk',
    };
    const page = await fetch(`${dateline.url}/stories/${desk.story}`, { headers });
    expect(await page.text()).not.toContain('evil.example');
  });
});

describe('webhooks', () => {
  test('B25: there are none: no address takes one, and what asks elsewhere is our own api and the issuer', async () => {
    const { stdout } = await promisify(execFile)('git', ['ls-files', 'apps', 'libs'], { cwd: ROOT });
    const sources = stdout.split('\n').filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file));
    const asking: string[] = [];
    for (const file of sources) {
      const text = await readFile(path.join(ROOT, file), 'utf8');
      if (/\bfetch\(|https?\.request\(|from '(undici|axios|openid-client)'/.test(text)) asking.push(file);
      expect([file, /webhook/i.test(text)]).toEqual([file, false]);
    }
    const ofServers = asking.filter((file) => !/^libs\/client|^apps\/(web|cli)/.test(file));
    expect(ofServers.filter((file) => !ASKING.includes(file))).toEqual([]);
  });
  /** The first two ask ourselves; the issuer is the one that is configured; photos go to the bucket that is configured. */
  const ASKING = [
    'apps/gateway/src/source/api-client.ts',
    'apps/gateway/src/desk/desk-news.ts', // a method of this name
    'apps/newsroom/src/gateways/gateway-keeper.ts',
    'apps/newsroom/src/gateways/pass-on.ts',
    'apps/api/src/session/oidc/oidc-issuer.ts',
  ];
});

describe('the packages that read what strangers send', () => {
  const LEAST = { 'socket.io-parser': '4.2.7', 'engine.io': '6.6.10', validator: '13.15.22', ws: '8.21.0' };

  test('B27: are in the lock file at the versions in which their holes are closed, every copy of them', async () => {
    const lock = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version?: string }>;
    };
    for (const [name, least] of Object.entries(LEAST)) {
      const copies = Object.entries(lock.packages).filter(([at]) => at.endsWith(`node_modules/${name}`));
      expect([name, copies.length > 0]).toEqual([name, true]);
      for (const [at, { version = '' }] of copies)
        expect([at, isAtLeast(version, least)]).toEqual([at, true]);
    }
  });

  test('and a version below is told from one above', () => {
    expect(['8.20.9', '8.9.99', '7.99.0'].map((version) => isAtLeast(version, '8.21.0'))).toEqual([
      false,
      false,
      false,
    ]);
    expect(['8.21.0', '8.22.0', '10.0.0'].map((version) => isAtLeast(version, '8.21.0'))).toEqual([
      true,
      true,
      true,
    ]);
  });

  function isAtLeast(version: string, least: string): boolean {
    const numbers = (text: string) => text.split('.').map(Number);
    const [have, need] = [numbers(version), numbers(least)];
    const differs = need.findIndex((number, i) => number !== have[i]);
    return differs < 0 || (have[differs] ?? 0) > (need[differs] ?? 0);
  }
});

describe('what goes wrong inside', () => {
  test('B28: is told as that and nothing more, in answers and in what is printed', async () => {
    const broken = await Desk.open(dateline);
    const { id } = await broken.filed({ text: 'Words of pomegranate.' });
    await dateline.sql(`update updates set head = 'null' where id = $1`, [id]);
    const { status, body } = await ask<ProblemDocument>(`${broken.address}/updates/${id}`);
    expect(status).toBe(500);
    expect(Object.keys(body).sort()).toEqual(['code', 'retry', 'status', 'title', 'type']);
    expect(body.code).toBe('internal');
    expect(dateline.output()).toContain('TypeError');
    expect(dateline.output()).not.toContain('pomegranate');
  });
});
