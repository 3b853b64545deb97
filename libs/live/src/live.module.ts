import { Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DeskBell } from './desk-bell.js';
import { LiveConnection } from './live-connection.js';
import { LiveReader } from './live-reader.js';
import { LiveWriter } from './live-writer.js';
import { seldom } from './seldom.js';

const logger = new Logger('live');
const warn = seldom((message) => logger.warn(message));

/** The live state in the Redis at REDIS_URL. Starts without it, and finds it when it comes. */
@Module({
  providers: [
    {
      provide: LiveConnection,
      useFactory: () =>
        LiveConnection.open(process.env['REDIS_URL'] ?? '', ({ message }) => warn(`Redis: ${message}`)),
    },
    { provide: DeskBell, useFactory: (c: LiveConnection) => new DeskBell(c), inject: [LiveConnection] },
    { provide: LiveReader, useFactory: (c: LiveConnection) => new LiveReader(c), inject: [LiveConnection] },
    { provide: LiveWriter, useFactory: (c: LiveConnection) => new LiveWriter(c), inject: [LiveConnection] },
  ],
  exports: [LiveConnection, DeskBell, LiveReader, LiveWriter],
})
export class LiveModule implements OnApplicationShutdown {
  constructor(private readonly connection: LiveConnection) {}

  onApplicationShutdown(): void {
    this.connection.close();
  }
}
