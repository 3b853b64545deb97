import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { Write } from '#journal/append/decide-writes';
import type { Actor } from '#domain/story/command';
import type { ListedStory } from '#journal/read/journal-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfVersion } from '../http/if-match.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { LifecycleForm } from './lifecycle.form.js';
import { Recorder } from './recorder.js';
import { StoryForm } from './story.form.js';
import { StoryList } from './story-list.js';

@Controller('v1/stories')
export class StoriesController {
  constructor(
    private readonly recorder: Recorder,
    private readonly stories: StoryList,
  ) {}

  @Get()
  @Does('story.list')
  async list(): Promise<{ stories: ListedStory[] }> {
    return { stories: await this.stories.get() };
  }

  /** Opens a story, or edits it. The same setup again changes nothing, so a repeat needs no id of its own. */
  @Put(':story')
  @Does('story.open')
  open(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) setup: StoryForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: randomUUID(), hash: requestHash('open', setup), actor };
    return this.record(story, { ...write, command: { type: 'open', setup, ifMatch } });
  }

  @Post(':story/closing')
  @HttpCode(201)
  @Does('story.close')
  close(
    @Param('story', StoryName) story: string,
    @Body(Checked) { requestId }: LifecycleForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    return this.record(story, {
      key: requestId,
      hash: requestHash('close'),
      command: { type: 'close' },
      actor,
    });
  }

  @Post(':story/reopening')
  @HttpCode(201)
  @Does('story.reopen')
  reopen(
    @Param('story', StoryName) story: string,
    @Body(Checked) { requestId }: LifecycleForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    return this.record(story, {
      key: requestId,
      hash: requestHash('reopen'),
      command: { type: 'reopen' },
      actor,
    });
  }

  private async record(story: string, write: Write): Promise<RecordedWrite> {
    const recorded = await this.recorder.append(story, write);
    this.stories.changed();
    return recorded;
  }
}
