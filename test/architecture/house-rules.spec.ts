import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { breaches } from './house-rules.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Vite reads its settings from a default export. */
const TOOLS_OWN = ['apps/web/vite.config.ts'];

async function ourFiles(): Promise<string[]> {
  const lists = await Promise.all(
    ['apps', 'libs'].map(async (folder) =>
      (await readdir(path.join(ROOT, folder), { recursive: true })).map((name) => `${folder}/${name}`),
    ),
  );
  return lists
    .flat()
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && !TOOLS_OWN.includes(file));
}

test('every file of ours keeps the house rules', async () => {
  const files = await ourFiles();
  expect(files.length).toBeGreaterThan(200);
  const found = await Promise.all(
    files.map(async (file) =>
      breaches(file, await readFile(path.join(ROOT, file), 'utf8')).map((b) => `${file}:${b}`),
    ),
  );
  expect(found.flat()).toEqual([]);
});

test('a live blog is one word to whoever reads Russian, at the desk and outside', async () => {
  const files = (await ourFiles()).filter((file) => /^(apps\/web|libs\/pages)\//.test(file));
  const texts = await Promise.all(files.map((file) => readFile(path.join(ROOT, file), 'utf8')));
  const said = texts.flatMap((text) => text.match(/онлайн[а-яё-]*/gi) ?? []);
  // «Онлайн» is the state of a page that is followed live, in a word that leaves its line in place
  expect([...new Set(said)].sort()).toEqual(['Онлайн', 'Онлайн-трансляции']);
});

describe('a breach is seen', () => {
  const body = (lines: number) => `export function long(): void {\n${'  void 0;\n'.repeat(lines)}}\n`;
  test.each([
    ['any', 'a.ts', 'export let x: any[] = [];', '1: any'],
    ['an enum', 'a.ts', 'export enum E { A }', '1: an enum'],
    ['a default export', 'a.ts', 'const a = 1;\nexport default a;', '2: a default export'],
    ['a default function', 'a.ts', 'export default function f() {}', '1: a default export'],
    ['a barrel', 'a.ts', `export * from './b.js';\nexport { c } from './c.js';`, 'a barrel'],
    ['an index', 'apps/x/index.ts', 'export const a = 1;', 'a barrel'],
    ['a name that says nothing', 'libs/x/src/utils/a.ts', 'export const a = 1;', 'a name that says nothing'],
    ['a long function', 'a.ts', body(60), '1: a function of 62 lines'],
    ['a long file', 'a.ts', 'export const a = 1;\n'.repeat(301), '301 lines, more than 300'],
    [
      'many parameters',
      'a.ts',
      'class A { constructor(a: 1, b: 1, c: 1, d: 1, e: 1, f: 1) {} }',
      '1: 6 constructor parameters',
    ],
  ])('%s', (_, file, text, breach) => {
    expect(breaches(file, text)).toEqual([breach]);
  });

  test('and what the rules allow is not', () => {
    expect(breaches('a.ts', `import { b } from './b.js';\nexport { c } from './c.js';\n${body(58)}`)).toEqual(
      [],
    );
  });
});
