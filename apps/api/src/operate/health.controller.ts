import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { LiveConnection } from '#live/live-connection';
import { Does } from '../access/access.guard.js';
import { GatewaysBeside } from './gateways-beside.js';

@Controller()
export class HealthController {
  constructor(
    private readonly database: DataSource,
    private readonly live: LiveConnection,
    private readonly beside: GatewaysBeside,
  ) {}

  /** The process answers. Says nothing of the database: restarting us would not mend it. */
  @Get('healthz')
  @Does('health.read')
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  /** Ready while posts can be recorded. Redis or a gateway away is said, and turns nobody away: readers are served without it. */
  @Get('readyz')
  @Does('health.read')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const postgres = await this.database.query('select 1').then(
      () => 'up',
      () => 'away',
    );
    const status = postgres === 'up' ? 'ready' : 'not ready';
    const redis = this.live.available() ? 'up' : 'away';
    void reply
      .status(postgres === 'up' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status, postgres, redis, gateways: this.beside.state() });
  }
}
