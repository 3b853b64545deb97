import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { Does } from '../access/access.guard.js';
import { GatewaysBeside } from './gateways-beside.js';

collectDefaultMetrics();

@Controller('metrics')
export class MetricsController {
  constructor(private readonly beside: GatewaysBeside) {}

  @Get()
  @Does('metrics.read')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    void reply.header('content-type', register.contentType).send(await this.beside.measured(register));
  }
}
