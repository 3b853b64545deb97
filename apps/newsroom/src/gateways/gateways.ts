import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GatewaysBeside } from '../../../api/src/operate/gateways-beside.js';
import { FrontDoor, type Serving } from './front-door.js';
import { gatewayCount } from './gateway-count.js';
import { GatewayKeeper } from './gateway-keeper.js';

/** The gateway processes of this newsroom, behind its one port. */
@Injectable()
export class Gateways implements Serving, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly all: readonly GatewayKeeper[];

  constructor(
    private readonly host: HttpAdapterHost,
    beside: GatewaysBeside,
  ) {
    const name = process.env['GATEWAY_NAME'] || 'gateway';
    const apiUrl = (): string => process.env['API_URL'] ?? '';
    this.all = Array.from(
      { length: gatewayCount() },
      (_, i) => new GatewayKeeper(`${name}-${i + 1}`, apiUrl),
    );
    beside.add(...this.all);
  }

  onApplicationBootstrap(): void {
    new FrontDoor(this).openAt(this.host.httpAdapter.getHttpServer() as Server);
  }

  /** Once API_URL says where the api is. Resolves when all take readers. */
  async start(): Promise<void> {
    await Promise.all(this.all.map((gateway) => gateway.start()));
  }

  /** While the api still answers those who move. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((gateway) => gateway.end()));
  }

  holding(sid: string): GatewayKeeper | undefined {
    const name = sid.slice(0, Math.max(0, sid.lastIndexOf('.')));
    return this.all.find((gateway) => gateway.name === name && gateway.isRunning);
  }

  leastBusy(except?: GatewayKeeper): GatewayKeeper | undefined {
    const able = this.all.filter((gateway) => gateway.isUp && gateway !== except);
    return able.reduce<GatewayKeeper | undefined>(
      (least, gateway) => (least && least.load <= gateway.load ? least : gateway),
      undefined,
    );
  }
}
