import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { RelayModule } from './relay.module.js';

@Controller('healthz')
class HealthController {
  @Get()
  health(): { status: 'up' } {
    return { status: 'up' };
  }
}

@Module({ imports: [RelayModule], controllers: [HealthController] })
class StandaloneRelay {}

const adapter = new FastifyAdapter({ forceCloseConnections: true });
const app = await NestFactory.create<NestFastifyApplication>(StandaloneRelay, adapter, {
  logger: ['error', 'warn'],
  abortOnError: false,
});
app.enableShutdownHooks([], { useProcessExit: true }); // a process that was asked to end has done nothing wrong
await app.listen(Number(process.env['PORT'] ?? 3002), process.env['HOST'] ?? '127.0.0.1');
process.stdout.write(`The relay is ready at ${await app.getUrl()}\n`);
