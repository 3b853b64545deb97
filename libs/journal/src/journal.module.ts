import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { journalDataSource } from './data-source.js';
import { Doorbell } from './doorbell.js';
import { EpochWatch } from './epoch-watch.js';
import { Journal } from './journal.js';
import { migrate } from './migrate.js';
import { JournalReader } from './read/journal-reader.js';
import { Revocations } from './revocations.js';

/** The journal of the database at DATABASE_URL. */
@Module({
  providers: [
    {
      provide: DataSource,
      useFactory: async () => {
        const url = process.env['DATABASE_URL'] ?? '';
        if (process.env['DATELINE_MIGRATE'] === 'on') await migrate(url);
        return journalDataSource(url).initialize();
      },
    },
    { provide: Doorbell, useFactory: (db: DataSource) => new Doorbell(db), inject: [DataSource] },
    {
      provide: Journal,
      useFactory: (db: DataSource, bell: Doorbell) => new Journal(db, bell),
      inject: [DataSource, Doorbell],
    },
    { provide: JournalReader, useFactory: (db: DataSource) => new JournalReader(db), inject: [DataSource] },
    { provide: EpochWatch, useFactory: (db: DataSource) => new EpochWatch(db), inject: [DataSource] },
    { provide: Revocations, useFactory: (db: DataSource) => new Revocations(db), inject: [DataSource] },
  ],
  exports: [DataSource, Journal, JournalReader, Revocations],
})
export class JournalModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly database: DataSource,
    private readonly revocations: Revocations,
    private readonly epochs: EpochWatch,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.revocations.start();
    this.epochs.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.revocations.stop();
    this.epochs.stop();
    await this.database.destroy();
  }
}
