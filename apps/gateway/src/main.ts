import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { GatewayModule } from './gateway.module.js';

@Controller('healthz')
class HealthController {
  @Get()
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }
}

@Module({ imports: [GatewayModule], controllers: [HealthController] })
class StandaloneGateway {}

/** A browser's spare connection, on which nothing was ever asked, is not idle to Node and would be waited for. */
const adapter = new FastifyAdapter({ forceCloseConnections: true });
const app = await NestFactory.create<NestFastifyApplication>(StandaloneGateway, adapter, {
  logger: ['error', 'warn'],
});
app.enableShutdownHooks([], { useProcessExit: true }); // a process that was asked to end has done nothing wrong
await app.listen(Number(process.env.PORT ?? 3001), process.env.HOST ?? '127.0.0.1');
process.stdout.write(`The gateway is ready at ${await app.getUrl()}\n`);
