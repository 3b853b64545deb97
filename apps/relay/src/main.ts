import 'reflect-metadata';
import { ConsoleLogger, Controller, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { RelayModule } from './relay.module.js';

const PORT = process.env['PORT'] ?? '3001';

@Controller()
class OperateController {
  @Get('healthz')
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }
}

@Module({ imports: [RelayModule], controllers: [OperateController] })
class StandaloneRelay {}

collectDefaultMetrics();
try {
  // a spare connection, on which nothing was asked yet, is not idle to Node and would be waited for without end
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(StandaloneRelay, adapter, {
    logger: false, // until it stands
    abortOnError: false,
  });
  app.useLogger(
    new ConsoleLogger({
      prefix: 'Dateline',
      logLevels: ['error', 'warn'],
      colors: process.stdout.isTTY === true,
    }),
  );
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(Number(PORT), process.env['HOST'] ?? '127.0.0.1');
  process.stdout.write(`The relay is ready at ${await app.getUrl()}\n`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'EADDRINUSE' ? `port ${PORT} is taken. Set PORT to another number` : message || code;
  process.stderr.write(`The relay can't start: ${why}. It needs DATABASE_URL and REDIS_URL.\n`);
  process.exit(1);
}
