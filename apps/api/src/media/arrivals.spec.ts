import { Readable } from 'node:stream';
import { Arrivals } from './arrivals.js';

const silent = () => new Readable({ read: () => undefined });
const SOON = 5;
const length = async (bytes: Buffer) => bytes.length;
const forEver = () => new Promise<never>(() => undefined);

test('a photo of which nothing more comes is given up, and what it held is free again', async () => {
  const arrivals = new Arrivals();
  for (let each = 0; each < 30; each += 1) {
    const begun = silent();
    begun.push('the beginning');
    await expect(arrivals.take('phone', begun, length, SOON)).rejects.toMatchObject({
      code: 'request_stalled',
    });
  }
  expect(await arrivals.take('phone', Readable.from([Buffer.from('whole')]), length)).toBe(5);
});

test('one sender who holds many does not keep the others out', async () => {
  const arrivals = new Arrivals();
  for (let each = 0; each < 6; each += 1)
    void arrivals.take('one', Readable.from([Buffer.from('x')]), forEver);
  await expect(arrivals.take('one', Readable.from([Buffer.from('x')]), length)).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await arrivals.take('another', Readable.from([Buffer.from('whole')]), length)).toBe(5);
});

test('all together are held to what memory bears', async () => {
  const arrivals = new Arrivals();
  for (let each = 0; each < 24; each += 1)
    void arrivals.take(`reporter ${each}`, Readable.from([Buffer.from('x')]), forEver);
  await expect(arrivals.take('another', Readable.from([Buffer.from('x')]), length)).rejects.toMatchObject({
    code: 'unavailable',
  });
});
