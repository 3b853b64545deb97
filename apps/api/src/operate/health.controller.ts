import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { LiveReader } from '#live/live-reader';
import { Does } from '../access/access.guard.js';

@Controller()
export class HealthController {
  constructor(
    private readonly database: DataSource,
    private readonly live: LiveReader,
  ) {}

  /** The process answers. Says nothing of the database: restarting us would not mend it. */
  @Get('healthz')
  @Does('health.read')
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  /** Ready while posts can be recorded. Redis away is said, and is no reason to send nobody here: readers are served without it. */
  @Get('readyz')
  @Does('health.read')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const postgres = await this.database.query('select 1').then(
      () => 'up',
      () => 'away',
    );
    const redis = await this.live.heads([]).then(
      () => 'up',
      () => 'away',
    );
    void reply
      .status(postgres === 'up' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: postgres === 'up' ? 'ready' : 'not ready', postgres, redis });
  }
}
