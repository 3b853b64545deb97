import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import {
  type BeforeApplicationShutdown,
  ConsoleLogger,
  Controller,
  Get,
  Module,
  ShutdownSignal,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { sendProblem } from '../../../api/src/http/problem.filter.js';
import { refuseUnreadable } from '../../../api/src/http/unreadable.js';
import { Gateway } from '../../../gateway/src/gateway.js';
import { GatewayModule } from '../../../gateway/src/gateway.module.js';
import type { FromGateway, ToGateway } from './gateway-words.js';

const BEAT_MS = 1_000;
const FAREWELL_MS = 5_000;

function tell(word: FromGateway): void {
  if (process.connected) process.send?.(word);
}

@Controller()
class MetricsController {
  @Get('metrics')
  metrics(): Promise<unknown> {
    return register.getMetricsAsJSON();
  }
}

@Module({ imports: [GatewayModule], controllers: [MetricsController] })
class GatewayProcess implements BeforeApplicationShutdown {
  beforeApplicationShutdown(): void {
    tell({ isLeaving: true });
  }
}

const adapter = new FastifyAdapter({
  routerOptions: { maxParamLength: 200 },
  forceCloseConnections: true,
  frameworkErrors: (error: Error, _: unknown, reply: FastifyReply) => sendProblem(reply, error),
  clientErrorHandler: refuseUnreadable,
});
const app = await NestFactory.create<NestFastifyApplication>(GatewayProcess, adapter, {
  logger: new ConsoleLogger({
    prefix: process.env['GATEWAY_NAME'] ?? 'Dateline',
    logLevels: ['error', 'warn'],
    colors: process.stdout.isTTY === true,
  }),
});

/** Ends with the newsroom, however that ended. */
process.once('disconnect', () => {
  setTimeout(() => process.exit(1), FAREWELL_MS).unref();
  void app.close().finally(() => process.exit(0));
});
process.on('SIGINT', () => undefined); // a Ctrl-C in the terminal reaches the newsroom too, which ends us
app.enableShutdownHooks([ShutdownSignal.SIGTERM], { useProcessExit: true });

collectDefaultMetrics();
await app.listen(0, '127.0.0.1');
const server = app.getHttpServer() as Server;
process.on('message', ({ read }: ToGateway, connection?: Socket) => {
  if (!connection) return; // it ended on the way
  connection.unshift(Buffer.from(read, 'latin1'));
  server.emit('connection', connection);
});
const { metrics } = app.get(Gateway);
setInterval(() => tell({ readers: metrics.gauges.readers }), BEAT_MS);
tell({ port: (server.address() as AddressInfo).port });
