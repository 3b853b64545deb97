import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Gateway } from '../../apps/gateway/src/gateway.js';
import { GatewayModule } from '../../apps/gateway/src/gateway.module.js';

export interface RunningGateway {
  readonly url: string;
  readonly gateway: Gateway;
  stop(): Promise<void>;
}

/** A gateway on a port of its own. Its configuration is read from the environment, as in production. */
export async function startGateway(env: Record<string, string>): Promise<RunningGateway> {
  Object.assign(process.env, env);
  // as in production: fetch opens connections to spare, on which nothing is ever asked
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule, adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= app.close();
    return stopped;
  };
  return { url, gateway: app.get(Gateway), stop };
}
