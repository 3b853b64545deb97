import { Body, Controller, Get, Header, Headers, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { HandoverView } from '#contract/notes';
import { readHandover, writeHandover } from '#desk/handover';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { StoryName } from '../http/names.js';
import { malformed } from '../http/query.js';
import { AtTheDesk } from '../stories/at-the-desk.js';
import { HandoverForm } from './notes.form.js';

/** What one shift leaves the next. */
@Controller('v1/stories/:story/handover')
export class HandoverController {
  constructor(
    private readonly database: DataSource,
    private readonly stories: AtTheDesk,
  ) {}

  @Get()
  @Does('handover.read')
  @Header('cache-control', 'no-store')
  async read(
    @Param('story', StoryName) story: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HandoverView> {
    await this.stories.has(story);
    return withEtag(reply, await readHandover(this.database, story));
  }

  @Put()
  @Does('handover.write')
  async write(
    @Param('story', StoryName) story: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(Checked) { text }: HandoverForm,
    @Asking() { name: by }: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HandoverView> {
    await this.stories.has(story);
    const wanted = { text, by, read: versionIn(ifMatch) };
    return withEtag(reply, await writeHandover(this.database, story, wanted));
  }
}

function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) return null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw malformed('If-Match', 'must be the version you read, as "3"');
  return Number(version);
}

function withEtag(reply: FastifyReply, handover: HandoverView): HandoverView {
  void reply.header('etag', `"${handover.version}"`);
  return handover;
}
