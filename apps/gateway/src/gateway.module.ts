import type { Server as HttpServer } from 'node:http';
import {
  type BeforeApplicationShutdown,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DeskBell } from '#live/desk-bell';
import { LiveConnection } from '#live/live-connection';
import { LiveReader } from '#live/live-reader';
import { ReaderCounts } from '#live/reader-counts';
import { seldom } from '#live/seldom';
import { exposeGateway } from './expose-metrics.js';
import { Gateway } from './gateway.js';
import { GatewayConfig } from './gateway-config.js';
import { openFilesLimit, openFilesWarning } from './open-files.js';

const logger = new Logger('gateway');
const warn = seldom((message) => logger.warn(message));

/** Readers' sockets and streams, on the http server of the application that imports this. */
@Module({
  providers: [
    GatewayConfig,
    {
      provide: LiveConnection,
      inject: [GatewayConfig],
      useFactory: (config: GatewayConfig) =>
        LiveConnection.open(config.redisUrl, ({ message }) => warn(`Redis: ${message}`)),
    },
    {
      provide: Gateway,
      inject: [GatewayConfig, LiveConnection],
      useFactory: (config: GatewayConfig, live: LiveConnection) =>
        new Gateway(config, new LiveReader(live), new ReaderCounts(live), new DeskBell(live)),
    },
  ],
  exports: [Gateway],
})
export class GatewayModule
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: GatewayConfig,
    private readonly gateway: Gateway,
    private readonly live: LiveConnection,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { metrics, readers } = this.gateway;
    exposeGateway(metrics, () => readers.byTransport());
    const warning = openFilesWarning(this.config.admission, openFilesLimit());
    if (warning) logger.warn(warning);
    await this.gateway.start(this.host.httpAdapter.getHttpServer() as HttpServer);
  }

  /** Before the http server closes: it would wait for every socket and stream. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.gateway.drain();
  }

  onApplicationShutdown(): void {
    this.live.close();
  }
}
