// npm run schema writes what the migrations make to libs/journal/schema.sql; npm run schema:check compares it, and asks
// TypeORM whether the entities say the same.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import 'reflect-metadata';
import { journalDataSource } from '../dist/libs/journal/src/data-source.js';
import { migrate } from '../dist/libs/journal/src/migrate.js';
import { schemaOf } from './schema-text.mjs';
import { startPostgres } from './services/postgres.mjs';

const FILE = path.resolve(import.meta.dirname, '../libs/journal/schema.sql');

/** What a migration made from the entities would still do. */
async function drift(database) {
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

const postgres = await startPostgres();
try {
  await migrate(postgres.url);
  const database = await journalDataSource(postgres.url, { poolSize: 1 }).initialize();
  const [schema, differences] = [await schemaOf(database), await drift(database)];
  await database.destroy();
  if (differences.length) {
    process.stderr.write(
      `The entities and the migrations differ. To agree they would need:\n${differences.join('\n')}\n`,
    );
    process.exitCode = 1;
  }
  if (!process.argv.includes('--check')) await writeFile(FILE, schema);
  else if ((await readFile(FILE, 'utf8').catch(() => '')) !== schema) {
    process.stderr.write(
      'libs/journal/schema.sql is not what the migrations make. Run "npm run schema" and look at the difference.\n',
    );
    process.exitCode = 1;
  }
} finally {
  await postgres.stop();
}
