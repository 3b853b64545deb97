import { newEpoch } from '#journal/epoch';
import { JournalReader } from '#journal/read/journal-reader';
import { newsroomHere, withJournal } from './newsroom-here.js';

export async function giveNewEpoch(story?: string): Promise<void> {
  await withJournal(await newsroomHere(), async (database) => {
    const stories = story === undefined ? (await new JournalReader(database).heads()).map(({ id }) => id) : [story];
    for (const id of stories) {
      const epoch = await newEpoch(database, id);
      if (epoch === null) throw new Error(`There is no story ${id}.`);
      process.stdout.write(`${id}: epoch ${epoch}\n`);
    }
  });
}
