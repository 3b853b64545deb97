import { newEpoch } from '#journal/epoch';
import { JournalReader } from '#journal/read/journal-reader';
import { newsroomHere, storiesNamed, withJournal } from './newsroom-here.js';

export async function giveNewEpoch(story?: string): Promise<void> {
  await withJournal(await newsroomHere(), async (database) => {
    for (const id of await storiesNamed(new JournalReader(database), story)) {
      const epoch = await newEpoch(database, id);
      if (epoch === null) throw new Error(`There is no story ${id}.`);
      process.stdout.write(`${id}: epoch ${epoch}\n`);
    }
  });
}
