import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Receipt } from '#contract/update';
import { Photos } from '#desk/photos';
import { Doorbell } from '#journal/doorbell';
import { Journal } from '#journal/journal';
import { JournalReader } from '#journal/read/journal-reader';
import { photosErasedWith } from '#journal/read/photo-uses';
import { PhotoFiles } from '#media/photo-files';
import { mediaUrl, photoStoreAt } from '#media/photo-store-at';
import { LiveReader } from '#live/live-reader';
import { LiveUnavailableError } from '#live/live-unavailable';
import { type Reach, untilReached } from '#live/until-reached';
import { type Newsroom, newsroomHere, withJournal, withLive } from './newsroom-here.js';

const PATIENCE_MS = 5_000;

/** Ends when the words are gone from the journal and from Redis, or with a sentence that says where they still are. */
export async function erase(story: string, id: string): Promise<void> {
  const newsroom = await newsroomHere();
  const { receipt, reach } = await withJournal(newsroom, async (database) => {
    const erased = await eraseInJournal(database, story, id);
    await erasePhotos(database, newsroom, story, id);
    return { receipt: erased, reach: await outOfRedis(newsroom, database, story, erased) };
  });
  if (reach !== 'reached') throw new Error(stillThere(id, receipt, reach));
  process.stdout.write(
    `The words of update ${id} are erased (event ${receipt.seq}). Backups made before still hold them: see SECURITY.md.\n`,
  );
}

/** After the words, which may be refused. Run again, it finishes what was interrupted. */
async function erasePhotos(
  database: DataSource,
  { home }: Newsroom,
  story: string,
  id: string,
): Promise<void> {
  const erased = await photosErasedWith(database, story, id);
  if (erased.length === 0) return;
  const files = new PhotoFiles(await photoStoreAt(mediaUrl(home)));
  for (const { story: at, photos } of erased) {
    await new Photos(database).forget(at, photos, 'command line');
    await Promise.all(photos.map((photo) => files.remove(at, photo)));
  }
}

async function eraseInJournal(database: DataSource, story: string, id: string): Promise<Receipt> {
  const actor = { name: 'command line', role: 'admin', story: null, cities: null } as const;
  const write = { key: randomUUID(), hash: `erase ${id}`, command: { type: 'erase', id }, actor } as const;
  const { receipt } = await new Journal(database, new Doorbell(database)).append(story, write);
  return receipt;
}

async function outOfRedis(
  newsroom: Newsroom,
  database: DataSource,
  story: string,
  receipt: Receipt,
): Promise<Reach> {
  const journal = new JournalReader(database);
  const patience = { ms: PATIENCE_MS, journalEnd: (id: string) => journal.head(id) };
  try {
    return await withLive(newsroom, (connection) =>
      untilReached(new LiveReader(connection), story, receipt, patience),
    );
  } catch (error) {
    if (error instanceof LiveUnavailableError) return 'away';
    throw error;
  }
}

function stillThere(id: string, { seq }: Receipt, reach: 'late' | 'away'): string {
  const done = `The words of update ${id} are erased in Postgres (event ${seq}), for ever.`;
  return reach === 'away'
    ? `${done} Redis does not answer and may still hold them: a relay takes them out as soon as it is back. Run this again then to be sure.`
    : `${done} Redis still holds them, and readers may be given them: no relay has taken them out in ${PATIENCE_MS / 1_000} s. One does as soon as it runs. Run this again then to be sure.`;
}
