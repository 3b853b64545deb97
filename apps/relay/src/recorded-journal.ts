import type { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { listen } from '#journal/doorbell';
import { newEpoch } from '#journal/epoch';
import type { JournalReader } from '#journal/read/journal-reader';
import type { JournalSource } from './journal-source.js';

/** The journal in Postgres as the relay follows it. */
export function recordedJournal(
  database: DataSource,
  reader: JournalReader,
  { url, logger }: { readonly url: string; readonly logger: Logger },
): JournalSource {
  return {
    heads: () => reader.heads(),
    events: (story, from, to) => reader.events(story, from, to),
    install: (story, window) => reader.install(story, window),
    hashAt: (story, seq) => reader.hashAt(story, seq),
    newEpoch: async (story, observed, why) => {
      const epoch = await newEpoch(database, story, observed);
      logger.warn(`${story} has the new epoch ${epoch}: ${why}`);
    },
    onDoorbell: (listener) => listen(url, listener),
  };
}
