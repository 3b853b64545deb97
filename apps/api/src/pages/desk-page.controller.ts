import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { renderDeskPage } from '#pages/desk-page';
import { Does } from '../access/access.guard.js';
import { oidcSettings } from '../session/oidc/oidc-settings.js';
import { deskManifest, deskWorker } from './desk-on-a-phone.js';
import { builtAssets } from './page-files.js';
import { deskPageHeaders } from './page-headers.js';

/** Where reporters and editors work. The page itself says nothing of anybody: it is there before they sign in. */
@Controller('desk')
export class DeskPageController {
  private readonly html = renderDeskPage({
    assets: builtAssets('src/desk.tsx'),
    signsInElsewhere: oidcSettings(process.env) !== null,
    events: process.env['GATEWAY_URL'],
  });
  private readonly worker = deskWorker(this.html);

  @Get(['', '*'])
  @Does('page.read')
  desk(@Res() reply: FastifyReply): void {
    void deskPageHeaders(reply).header('cache-control', 'no-cache').send(this.html);
  }

  /** What keeps the page on a phone. */
  @Get('worker.js')
  @Does('page.read')
  script(@Res() reply: FastifyReply): void {
    const headers = deskPageHeaders(reply)
      .header('cache-control', 'no-cache')
      .header('service-worker-allowed', '/desk');
    void headers.header('content-type', 'text/javascript; charset=utf-8').send(this.worker);
  }

  /** How it is installed. */
  @Get('app.webmanifest')
  @Does('page.read')
  manifest(@Res() reply: FastifyReply): void {
    const headers = deskPageHeaders(reply).header('cache-control', 'no-cache');
    void headers.header('content-type', 'application/manifest+json').send(deskManifest());
  }
}
