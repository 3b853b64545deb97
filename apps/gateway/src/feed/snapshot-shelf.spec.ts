import { GatewayMetrics } from '../gateway-metrics.js';
import type { StorySource } from '../source/story-source.js';
import { SnapshotShelf } from './snapshot-shelf.js';

test('however many cities are asked for, the whole story and the city asked for last are read once', async () => {
  const reads: string[] = [];
  const position = { epoch: 'e', seq: 1 };
  const read = async (_: string, city: unknown = 'whole') => {
    reads.push(String(city));
    return { position, text: '{}' };
  };
  const source = { snapshot: (story: string) => read(story), snapshotByApi: read } as unknown as StorySource;
  const shelf = new SnapshotShelf('a-day', source, new GatewayMetrics());
  await shelf.get(undefined, position);
  await shelf.get('moscow', position);
  for (let i = 0; i < 200; i += 1) {
    await shelf.get(`city-${i}`, position);
    await shelf.get('moscow', position);
  }
  await shelf.get(undefined, position);
  expect(reads.filter((city) => city === 'whole' || city === 'moscow')).toEqual(['whole', 'moscow']);
});
