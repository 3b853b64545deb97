import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SETTINGS = ['tsconfig.json', 'package.json', '.dependency-cruiser.cjs'];
/** File → what is written into it. Each breaks one rule. */
const PLANTED: Record<string, string> = {
  'apps/gateway/src/planted-value.ts': `import { Journal } from '#journal/journal';\nexport const planted = Journal;\n`,
  'libs/journal/src/planted-desk.ts': `import { People } from '#desk/people';\nexport const planted = People;\n`,
  'libs/desk/src/planted-truth.ts': `import type { Journal } from '#journal/journal';\nexport type Planted = Journal;\n`,
  'libs/live/src/planted-type.ts': `import type { Journal } from '#journal/journal';\nexport type Planted = Journal;\n`,
  'libs/domain/src/planted-package.ts': `import { Injectable } from '@nestjs/common';\nexport const planted = Injectable;\n`,
  'libs/client/src/planted-round.ts': `import type { Trip } from './planted-trip.js';\nexport type Round = Trip[];\n`,
  'libs/client/src/planted-trip.ts': `import type { Round } from './planted-round.js';\nexport interface Trip { rounds: Round }\n`,
  'libs/journal/src/planted-nowhere.ts': `import { nothing } from '#domain/nowhere';\nexport const planted = nothing;\n`,
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(path.join(os.tmpdir(), 'dateline-table-'));
  for (const name of ['apps', 'libs', ...SETTINGS])
    await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
}, 20_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

function violations(): Violation[] {
  const depcruise = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [depcruise, 'apps', 'libs', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 27 });
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  expect(summary.totalCruised).toBeGreaterThan(200);
  return summary.violations;
}

test('the house keeps the import table, and a planted breach of each rule is seen', async () => {
  expect(violations()).toEqual([]);
  for (const [file, text] of Object.entries(PLANTED)) await writeFile(path.join(copy, file), text);
  await appendFile(
    path.join(copy, 'apps/relay/src/main.ts'),
    `\nexport type { Gateway } from '../../gateway/src/gateway.js';\n`,
  );
  const found = violations().map(({ from, rule }) => `${rule.name} in ${path.basename(from)}`);
  expect(new Set(found)).toEqual(
    new Set([
      'table:apps/gateway in planted-value.ts',
      'table:libs/journal in planted-desk.ts',
      'table:libs/desk in planted-truth.ts',
      'table:libs/live in planted-type.ts',
      'no-packages:libs/domain in planted-package.ts',
      'no-circular in planted-round.ts',
      'not-resolvable in planted-nowhere.ts',
      'table:apps/relay in main.ts',
    ]),
  );
}, 60_000);
