import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { DeskSettingsView } from '#contract/filing';
import { readSettings } from '#desk/filings/read-desk';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfRevision } from '../http/if-match.js';
import { StoryName } from '../http/names.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { DeskSettingsForm } from './filing.form.js';

/** Whose filings wait for an editor, and how long readers wait for what is filed. */
@Controller('v1/stories/:story/desk-settings')
export class DeskSettingsController {
  constructor(
    private readonly recorder: Recorder,
    private readonly database: DataSource,
  ) {}

  @Get()
  @Does('desk_settings.read')
  async read(
    @Param('story', StoryName) story: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeskSettingsView> {
    const settings = await readSettings(this.database, story);
    void reply.header('etag', `"${settings.version}"`).header('cache-control', 'no-store');
    return settings;
  }

  /** Holds for whatever is filed after the answer. */
  @Put()
  @Does('desk_settings.set')
  async set(
    @Param('story', StoryName) story: string,
    @IfRevision() version: number | null,
    @Body(Checked) form: DeskSettingsForm,
    @Asking() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeskSettingsView> {
    const settings = { ...form };
    await this.recorder.append(story, {
      ...{ key: randomUUID(), hash: requestHash('set-desk', settings), actor },
      command: { type: 'set-desk', version, settings },
    });
    return this.read(story, reply);
  }
}
