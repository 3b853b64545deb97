import {
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JournalModule } from '#journal/journal.module';
import { JournalReader } from '#journal/read/journal-reader';
import { LiveConnection } from '#live/live-connection';
import { LiveModule } from '#live/live.module';
import { recordedJournal } from './recorded-journal.js';
import { Relay } from './relay.js';
import { exposeRelay } from './relay-metrics.js';

const logger = new Logger('relay');

/** A relay that starts and ends with the application. Any number may run. */
@Module({
  imports: [JournalModule, LiveModule],
  providers: [
    {
      provide: Relay,
      useFactory: (database: DataSource, reader: JournalReader, live: LiveConnection) => {
        const url = process.env['DATABASE_URL'] ?? '';
        return new Relay(recordedJournal(database, reader, { url, logger }), live, logger);
      },
      inject: [DataSource, JournalReader, LiveConnection],
    },
  ],
  exports: [Relay],
})
export class RelayModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(Relay) private readonly relay: Relay) {}

  onApplicationBootstrap(): void {
    exposeRelay(this.relay.counters);
    this.relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}
