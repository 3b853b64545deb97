import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NUMBERS = Array.from({ length: 28 }, (_, i) => i + 1);
/** Written beside the parts they are about, and not here yet: held figures, photos. */
const AWAITED = ['B14', 'B20'];
/** Names of tests, by whichever way they are written: `test('B7: …'`, `test.each(…)('B7 B8: …'`. */
const NAMED = /['"`](B\d{1,2}(?: B\d{1,2})*): /g;

async function specs(): Promise<string[]> {
  const found = await Promise.all(
    ['test', 'libs', 'apps'].map(async (folder) => {
      const all = await readdir(path.join(ROOT, folder), { recursive: true });
      return all.filter((file) => file.endsWith('.spec.ts')).map((file) => path.join(folder, file));
    }),
  );
  return found.flat().filter((file) => !file.includes('security-numbers'));
}

/** By number of the security demands, the files that have a test of it. */
async function tested(): Promise<Map<number, string[]>> {
  const files = new Map<number, string[]>(NUMBERS.map((number) => [number, []]));
  for (const file of await specs())
    for (const [, numbers = ''] of (await readFile(path.join(ROOT, file), 'utf8')).matchAll(NAMED))
      for (const number of numbers.split(' ').map((each) => Number(each.slice(1)))) {
        const of = files.get(number);
        if (!of) throw new Error(`${file} tests B${number}, which there is not.`);
        if (!of.includes(file)) of.push(file);
      }
  return files;
}

test('each of the security demands B1 to B28 is tested by its number', async () => {
  const files = await tested();
  const missing = [...files].filter(([, of]) => of.length === 0).map(([number]) => `B${number}`);
  expect(missing.filter((name) => !AWAITED.includes(name))).toEqual([]);
});
