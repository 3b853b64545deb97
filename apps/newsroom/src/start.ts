import { writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { httpServer } from '../../api/src/server.js';
import { listen } from '../../gateway/src/listen.js';
import { startDemo } from './demo.js';
import { gatewayCount } from './gateways/gateway-count.js';
import { Gateways } from './gateways/gateways.js';
import { NewsroomModule } from './newsroom.module.js';
import { NewsroomOfProcessesModule } from './newsroom-of-processes.module.js';

const FAREWELL_MS = 5_000;

/** Starts everything, says where it is, and leaves `run.json` for the command line. Ends with whoever launched it. */
export async function startNewsroom(): Promise<void> {
  const launched: { app?: NestFastifyApplication } = {};
  process.once('disconnect', () => void leave(launched.app)); // the launcher is gone
  const home = path.resolve(process.env['DATELINE_HOME'] ?? '.dateline');
  process.env['DATELINE_KEY'] ??= path.join(home, 'token-key.json');
  process.env['DATELINE_MIGRATE'] ??= 'on';
  const hasProcesses = gatewayCount() > 1;
  const app = await httpServer(hasProcesses ? NewsroomOfProcessesModule : NewsroomModule);
  launched.app = app;
  await listen(app, process.env['PORT'] ?? '3000', process.env['HOST'] ?? '127.0.0.1');
  const url = addressHere(app);
  process.env['API_URL'] ??= url;
  if (hasProcesses) await app.get(Gateways).start();
  await leaveWord(home, url);
  process.stdout.write(`Dateline is ready at ${url}\n`);
  if (process.env['DATELINE_DEMO'] !== 'off') startDemo(url);
}

/** Where this machine reaches it, also when it listens on all addresses. */
function addressHere(app: NestFastifyApplication): string {
  const { address, family, port } = (app.getHttpServer() as Server).address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}

async function leave(app: NestFastifyApplication | undefined): Promise<void> {
  setTimeout(() => process.exit(1), FAREWELL_MS).unref(); // Postgres may be gone too, and closing would wait for it
  await app?.close().catch(() => undefined);
  process.exit(0);
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
