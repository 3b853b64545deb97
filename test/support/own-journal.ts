import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Answer, Write } from '#journal/append/decide-writes';
import { journalDataSource } from '#journal/data-source';
import { Doorbell } from '#journal/doorbell';
import { Journal } from '#journal/journal';
import { migrate } from '#journal/migrate';
import { newDatabase } from './dateline.js';
import type { TcpLink } from './tcp-link.js';

const EDITOR = { name: 'editor', role: 'editor', story: null, cities: null } as const;
const MOSCOW = { id: 'moscow', name: 'Moscow', country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' };

/** A migrated database of the test's own, and journals on it as several processes have them. */
export class OwnJournal {
  private constructor(
    readonly url: string,
    readonly databases: DataSource[] = [],
  ) {}

  static async start(): Promise<OwnJournal> {
    const url = await newDatabase();
    await migrate(url);
    return new OwnJournal(url);
  }

  /** The journal of one more process; over a link, if there is one, that may be silent only so long. */
  async ofAProcess(through?: TcpLink, silentMs?: number): Promise<Journal> {
    const url = through ? this.urlThrough(through) : this.url;
    const patience = silentMs === undefined ? {} : { silentMs };
    const database = await journalDataSource(url, { poolSize: 3, ...patience }).initialize();
    this.databases.push(database);
    return new Journal(database, new Doorbell(database));
  }

  urlThrough({ port }: TcpLink): string {
    const url = new URL(this.url);
    url.host = `127.0.0.1:${port}`;
    return url.href;
  }

  async sql<T>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.databases[0]?.query(text, values)) as T[];
  }

  /** Somebody else holds a story's row, changing nothing, until the function that this resolves to is called. */
  async hold(story: string): Promise<() => Promise<void>> {
    const holder = new pg.Client(this.url);
    await holder.connect();
    await holder.query('begin');
    await holder.query('select 1 from stories where id = $1 for update', [story]);
    return () => holder.end();
  }

  async stop(): Promise<void> {
    await Promise.all(this.databases.map((database) => database.destroy()));
  }
}

export function opening(): Write {
  const sources = [{ id: 'own', kind: 'own', name: 'Our reporters' }] as const;
  const setup = { title: 'A day', timeZone: 'Europe/Moscow', cities: [MOSCOW], sources };
  return written(randomUUID(), { type: 'open', setup });
}

/** A post of `arrested` more. */
export function posting(arrested: number, id: string = randomUUID()): Write {
  const figures = [{ metric: 'arrests', source: 'own', kind: 'new', value: arrested }] as const;
  const content = { city: 'moscow', occurredAt: '2021-01-23T12:00:00Z', text: 'Led away.', figures };
  return written(id, { type: 'post', id, content });
}

export function retracting(id: string, key: string = randomUUID()): Write {
  return written(key, { type: 'retract', id, note: 'Not so.' });
}

/** Lines of a day as another newsroom sends it, a second apart; each `revisedEvery`th is followed by a second revision. */
export function aDayDelivered(updates: number, revisedEvery: number): Write[] {
  return Array.from({ length: updates }, (_, n) => {
    const revisions = n % revisedEvery === 0 ? [1, 2] : [1];
    return revisions.map((revision) => delivering(n, revision));
  }).flat();
}

function delivering(n: number, revision: number): Write {
  const at = `${new Date(Date.UTC(2021, 0, 23, 9) + n * 1_000).toISOString().slice(0, 19)}Z`;
  const figures = [{ metric: 'arrests', source: 'own', kind: 'new', value: 1 + (n % 7) }] as const;
  const content = { city: 'moscow', occurredAt: at, text: 'Led away.', figures };
  const record = { type: 'update', id: `u${n}`, revision, status: 'published', ...content } as const;
  return written(`update:u${n}:${revision}`, { type: 'deliver', record, receivedAt: at });
}

/** Everything at once, as senders do; each with its answer, or what it was refused for. */
export function appendAll(
  journal: Journal,
  story: string,
  writes: readonly Write[],
): Promise<(Answer | string)[]> {
  return Promise.all(
    writes.map((write) => journal.append(story, write).catch((error: { code: string }) => error.code)),
  );
}

function written(key: string, command: Write['command']): Write {
  const hash = createHash('sha256').update(JSON.stringify(command)).digest('hex');
  return { key, hash, command, actor: EDITOR };
}
