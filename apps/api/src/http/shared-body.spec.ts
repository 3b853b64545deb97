import { SharedBody } from './shared-body.js';
import { Weight } from './weight.js';

test('a body weighs what its forms take, the compressed one from when somebody asked for it, once', async () => {
  const weight = new Weight(10);
  const body = new SharedBody(Buffer.alloc(10_000, 'a story '), '"1"', weight);
  expect([body.bytes, weight.bytes]).toEqual([10_000, 10_010]);
  const [form] = await Promise.all([body.gzipped(), body.gzipped()]);
  await body.gzipped();
  expect(form.length).toBeGreaterThan(0);
  expect([body.bytes, weight.bytes]).toEqual([10_000 + form.length, 10_010 + form.length]);
});
