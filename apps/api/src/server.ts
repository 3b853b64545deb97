import { ConsoleLogger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readJsonBodies } from './http/body.js';
import { refuseSecretsInAddresses } from './http/no-secrets-in-addresses.js';
import { sendProblem } from './http/problem.filter.js';
import { endSlowBodies } from './http/slow-bodies.js';
import { refuseUnreadable } from './http/unreadable.js';
import { servePageFiles } from './pages/page-files.js';
import { signInByTurns } from './session/sign-in-turns.js';

/** A request is here by then, a photo from a bad network too; streams are answers and last for as long as they last. */
const REQUEST_MS = 300_000;
const HEAD_MS = 30_000;
const LOOKED_AT_MS = 5_000;

/** The HTTP server of a module that contains the api. Not listening yet. */
export async function httpServer(module: Type): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: HEAD_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: LOOKED_AT_MS },
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
  endSlowBodies(adapter.getInstance());
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
