import { randomUUID } from 'node:crypto';
import { Doorbell } from '#journal/doorbell';
import { Journal } from '#journal/journal';
import { newsroomHere, withJournal } from './newsroom-here.js';

export async function erase(story: string, id: string): Promise<void> {
  const actor = { name: 'command line', role: 'admin', story: null, cities: null } as const;
  const write = { key: randomUUID(), hash: `erase ${id}`, command: { type: 'erase', id }, actor } as const;
  const { receipt } = await withJournal(await newsroomHere(), (database) =>
    new Journal(database, new Doorbell(database)).append(story, write),
  );
  process.stdout.write(
    `The words of update ${id} are erased (event ${receipt.seq}). Backups made before still hold them: see SECURITY.md.\n`,
  );
}
