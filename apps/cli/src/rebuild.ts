import { JournalReader } from '#journal/read/journal-reader';
import { encodeEvent } from '#live/log-entry';
import { LOG_WINDOW } from '#live/log-window';
import { LiveWriter } from '#live/live-writer';
import { newsroomHere, storiesNamed, withJournal, withLive } from './newsroom-here.js';

/** Replaces everything Redis holds of a story with what the journal says. Readers keep their positions. */
export async function rebuild(story?: string): Promise<void> {
  const newsroom = await newsroomHere();
  await withLive(newsroom, (connection) =>
    withJournal(newsroom, async (database) => {
      const reader = new JournalReader(database);
      const live = new LiveWriter(connection);
      for (const id of await storiesNamed(reader, story)) await rebuildOne(reader, live, id);
    }),
  );
}

async function rebuildOne(reader: JournalReader, live: LiveWriter, story: string): Promise<void> {
  for (;;) {
    const seen = await live.state(story);
    const read = await reader.install(story, LOG_WINDOW);
    if (!read) throw new Error(`There is no story ${story}.`);
    const entries = read.events.map(({ event, totals }) => encodeEvent(event, totals));
    const { hash } = read.head;
    const { outcome } = await live.install({
      story,
      hash,
      snapshot: read.snapshot,
      entries,
      seen,
      force: true,
    });
    if (outcome === 'installed') return void process.stdout.write(`${story}: rebuilt at ${read.head.seq}\n`);
  }
}
