import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { httpServer } from '../../api/src/server.js';
import { startDemo } from './demo.js';
import { NewsroomModule } from './newsroom.module.js';

/** Starts everything, says where it is, and leaves `run.json` for the command line. Ends with whoever launched it. */
export async function startNewsroom(): Promise<void> {
  const home = path.resolve(process.env['DATELINE_HOME'] ?? '.dateline');
  process.env['DATELINE_KEY'] ??= path.join(home, 'token-key.json');
  process.env['DATELINE_MIGRATE'] ??= 'on';
  const app = await httpServer(NewsroomModule);
  const host = process.env['HOST'] ?? '127.0.0.1';
  await app.listen(Number(process.env['PORT'] ?? 3000), host);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1').replace(/\/+$/, '');
  process.env['API_URL'] ??= url;
  await leaveWord(home, url);
  process.stdout.write(`Dateline is ready at ${url}\n`);
  if (process.env['DATELINE_DEMO'] !== 'off') startDemo(url);
  process.once('disconnect', () => void app.close().finally(() => process.exit())); // the launcher is gone
}

async function leaveWord(home: string, url: string): Promise<void> {
  const run = {
    url,
    databaseUrl: process.env['DATABASE_URL'],
    redisUrl: process.env['REDIS_URL'],
    keyFile: process.env['DATELINE_KEY'],
  };
  await writeFile(path.join(home, 'run.json'), JSON.stringify(run, null, 2), { mode: 0o600 });
}
