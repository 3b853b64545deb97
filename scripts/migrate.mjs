// npm run migrate: brings the database at DATABASE_URL to this version's schema, and ends. For deployments in which the
// apps' own database user may not.
import { migrate } from '../dist/libs/journal/src/migrate.js';

const url = process.env.DATABASE_URL;
try {
  if (!url) throw new Error('Set DATABASE_URL to the database to migrate.');
  await migrate(url);
  process.stdout.write('The database has the schema of this version.\n');
} catch (error) {
  process.stderr.write(`The database was not migrated: ${error.errors?.[0]?.message ?? error.message}\n`);
  process.exitCode = 1;
}
