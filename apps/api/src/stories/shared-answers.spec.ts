import { Weight } from '../http/weight.js';
import { SharedAnswers } from './shared-answers.js';

const at = (seq: number) => ({ epoch: 'e', seq });
const answer = (seq: number, bytes = 40) => ({ position: at(seq), weight: new Weight(bytes) });

test('those asked for last are kept, up to so many bytes; failures are not', async () => {
  const answers = new SharedAnswers(100);
  const made: string[] = [];
  const ask = (key: string, bytes?: number) =>
    answers.get(key, at(1), async () => {
      made.push(key);
      return answer(1, bytes);
    });
  await ask('moscow');
  await ask('kazan');
  await ask('moscow');
  await ask('omsk');
  await ask('moscow');
  await ask('kazan');
  expect(made).toEqual(['moscow', 'kazan', 'omsk', 'kazan']);
  const failing = answers.get('perm', at(1), () => Promise.reject(new Error('Away.')));
  await expect(failing).rejects.toThrow('Away.');
  await ask('perm');
  expect(made.at(-1)).toBe('perm');
});

test('everybody who asks at one time shares one making, and a later position is made anew', async () => {
  const answers = new SharedAnswers(100);
  let made = 0;
  const ask = (seq: number) =>
    answers.get('moscow', at(seq), async () => {
      made += 1;
      return answer(seq);
    });
  await Promise.all([ask(1), ask(1), ask(1)]);
  expect(made).toBe(1);
  expect((await ask(2)).position).toEqual(at(2));
  expect((await ask(1)).position).toEqual(at(2));
  expect(made).toBe(2);
});

test('an answer that grows while it is kept pushes out those asked for longest ago', async () => {
  const answers = new SharedAnswers(100);
  const made: string[] = [];
  const ask = (key: string) =>
    answers.get(key, at(1), async () => {
      made.push(key);
      return answer(1);
    });
  await ask('moscow');
  const kazan = await ask('kazan');
  kazan.weight.add(20);
  await ask('moscow');
  await ask('kazan');
  expect(made).toEqual(['moscow', 'kazan']);
  kazan.weight.add(1);
  await ask('kazan');
  expect(made).toEqual(['moscow', 'kazan']);
  await ask('moscow');
  expect(made).toEqual(['moscow', 'kazan', 'moscow']); // and now kazan is gone
  kazan.weight.add(1_000); // what nobody keeps takes no place of others
  await ask('moscow');
  await ask('kazan');
  expect(made).toEqual(['moscow', 'kazan', 'moscow', 'kazan']);
});
