import { JournalReader } from '#journal/read/journal-reader';
import { LiveReader } from '#live/live-reader';
import { newsroomHere, storiesNamed, withJournal, withLive } from '../newsroom-here.js';
import { differences } from './differences.js';
import { checkRecord } from './record-check.js';
import { checkTotals } from './totals-check.js';

const TRIES = 20;
const RETRY_MS = 250;

/** Compares what is stored with what it must be, and Redis with Postgres. Sets exit code 1 when anything differs. */
export async function verify(story?: string): Promise<void> {
  const newsroom = await newsroomHere();
  await withLive(newsroom, (connection) =>
    withJournal(newsroom, async (database) => {
      const reader = new JournalReader(database);
      for (const id of await storiesNamed(reader, story)) {
        const found = await verifyStory(reader, new LiveReader(connection), id);
        report(id, found);
      }
    }),
  );
}

async function verifyStory(reader: JournalReader, live: LiveReader, story: string): Promise<string[]> {
  const stored = await reader.atOneMoment(async (tx) => [
    ...(await checkRecord(tx, story)),
    ...(await checkTotals(tx, story)),
  ]);
  return [...stored, ...(await compareLive(reader, live, story))];
}

/** A story that is written to meanwhile is looked at again: only the same position can be compared. */
async function compareLive(reader: JournalReader, live: LiveReader, story: string): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const [held, truth] = [await live.snapshot(story), await reader.snapshot(story)];
    if (!truth) return [`there is no story ${story}`];
    const { epoch, seq } = truth.position;
    if (held?.position.epoch === epoch && held.position.seq === seq)
      return differences(truth, held).map((difference) => `Redis: ${difference}`);
    if (attempt === TRIES) return [`Redis: is at ${held?.position.seq ?? 'nothing'}, Postgres at ${seq}`];
    await new Promise((later) => setTimeout(later, RETRY_MS));
  }
}

const SHOWN = 50;
function report(story: string, found: readonly string[]): void {
  process.stdout.write(`${story}: ${found.length} differences\n`);
  for (const difference of found.slice(0, SHOWN)) process.stdout.write(`  ${difference}\n`);
  if (found.length > SHOWN) process.stdout.write(`  and ${found.length - SHOWN} more\n`);
  if (found.length) process.exitCode = 1;
}
