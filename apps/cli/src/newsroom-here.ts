import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { journalDataSource } from '#journal/data-source';
import type { JournalReader } from '#journal/read/journal-reader';
import { LiveConnection } from '#live/live-connection';

/** What a running newsroom leaves in `DATELINE_HOME/run.json` for whoever works on the same machine. */
export interface Newsroom {
  readonly url: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly keyFile: string;
  /** Its folder on this machine. */
  readonly home: string;
}

/** The newsroom running on this machine, or the one the environment names. Throws when there is none. */
export async function newsroomHere(): Promise<Newsroom> {
  const home = path.resolve(process.env['DATELINE_HOME'] ?? '.dateline');
  const held = await readFile(path.join(home, 'run.json'), 'utf8').catch(() => '{}');
  const run: Partial<Newsroom> = JSON.parse(held);
  const databaseUrl = process.env['DATABASE_URL'] ?? run.databaseUrl;
  const redisUrl = process.env['REDIS_URL'] ?? run.redisUrl;
  if (!databaseUrl || !redisUrl)
    throw new Error(
      `No newsroom is running from ${home}. Start one with "npm start", or set DATABASE_URL and REDIS_URL.`,
    );
  return {
    home,
    url: process.env['API_URL'] ?? run.url ?? 'http://127.0.0.1:3000',
    databaseUrl,
    redisUrl,
    keyFile: process.env['DATELINE_KEY'] ?? run.keyFile ?? path.join(home, 'token-key.json'),
  };
}

/** Opens the journal, works, and closes it again. */
export async function withJournal<T>(
  { databaseUrl }: Newsroom,
  work: (database: DataSource) => Promise<T>,
): Promise<T> {
  const database = await journalDataSource(databaseUrl, { poolSize: 2 }).initialize();
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

/** Connects to Redis, works, and lets go of it. */
export async function withLive<T>(
  { redisUrl }: Newsroom,
  work: (connection: LiveConnection) => Promise<T>,
): Promise<T> {
  const connection = LiveConnection.open(redisUrl);
  try {
    await connection.whenAvailable();
    return await work(connection);
  } finally {
    connection.close();
  }
}

/** The story named, or all of them. */
export async function storiesNamed(reader: JournalReader, story?: string): Promise<string[]> {
  return story === undefined ? (await reader.heads()).map(({ id }) => id) : [story];
}
