import { type DynamicModule, Inject, Logger, Module, type ModuleMetadata } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { LiveConnection } from '#live/live-connection';
import { JOURNAL_SOURCE, type JournalSource } from './journal-source.js';
import { Relay } from './relay.js';

const logger = new Logger('Relay');

/** A relay that starts and ends with the application. Needs REDIS_URL, and JOURNAL_SOURCE from what it imports. */
@Module({})
export class RelayModule implements OnApplicationBootstrap, OnApplicationShutdown {
  static reading(imports: ModuleMetadata['imports'], redisUrl: string): DynamicModule {
    return {
      module: RelayModule,
      imports,
      providers: [
        {
          provide: LiveConnection,
          useFactory: () => LiveConnection.open(redisUrl, (error) => logger.debug(String(error))),
        },
        {
          provide: Relay,
          useFactory: (journal: JournalSource, live: LiveConnection) => new Relay(journal, live, logger),
          inject: [JOURNAL_SOURCE, LiveConnection],
        },
      ],
      exports: [Relay],
    };
  }

  constructor(
    @Inject(Relay) private readonly relay: Relay,
    @Inject(LiveConnection) private readonly connection: LiveConnection,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    this.connection.close();
  }
}
