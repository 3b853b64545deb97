import { ConsoleLogger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readJsonBodies } from './http/body.js';
import { refuseSecretsInAddresses } from './http/no-secrets-in-addresses.js';
import { sendProblem } from './http/problem.filter.js';
import { refuseUnreadable } from './http/unreadable.js';
import { servePageFiles } from './pages/page-files.js';
import { signInByTurns } from './session/sign-in-turns.js';

/** The HTTP server of a module that contains the api. Not listening yet. */
export async function httpServer(module: Type): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    trustProxy: trustedProxies(),
    frameworkErrors: (error: Error, _: unknown, reply: FastifyReply) => sendProblem(reply, error),
    clientErrorHandler: refuseUnreadable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: false, // until it stands: why it does not is said in a sentence by whoever starts it
    abortOnError: false,
  });
  refuseSecretsInAddresses(adapter.getInstance());
  signInByTurns(adapter.getInstance());
  readJsonBodies(adapter.getInstance());
  await servePageFiles(adapter.getInstance());
  app.enableShutdownHooks([], { useProcessExit: true }); // a process that was asked to end has done nothing wrong
  app.useLogger(
    new ConsoleLogger({
      prefix: 'Dateline',
      logLevels: ['error', 'warn'],
      colors: process.stdout.isTTY === true,
    }),
  );
  return app;
}

/** Whose forwarded addresses are believed: TRUSTED_PROXIES, as `10.0.0.0/8, loopback`. Nobody's, where it is not set. */
function trustedProxies(): string[] | false {
  const named = (process.env['TRUSTED_PROXIES'] ?? '').split(',').flatMap((each) => each.trim() || []);
  return named.length ? named : false;
}
