import { Typed } from '../support/command-line.js';
import { type Dateline, startDateline } from '../support/dateline.js';

export const DAY = 'ru-2021-01-23';

/** A newsroom with the recorded day up to a moment. */
export async function aNewsroomOnTheDay(until: string): Promise<Dateline> {
  const dateline = await startDateline();
  const token = await dateline.token('admin', { name: 'The newsroom' });
  const replay = new Typed(
    `npm run -s dateline -- replay examples/2021-01-23.ndjson --url ${dateline.url} --token ${token} --speed max --until ${until}`,
    {},
  );
  const code = await replay.exit;
  if (code !== 0) throw new Error(`The day was not replayed: ${replay.stderr}`);
  return dateline;
}
