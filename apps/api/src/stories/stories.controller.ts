import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { StoryView } from '#contract/story';
import type { Actor } from '#domain/story/command';
import { JournalReader } from '#journal/read/journal-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { LifecycleForm } from './lifecycle.form.js';
import { Recorder } from './recorder.js';
import { StoryForm } from './story.form.js';

@Controller('v1/stories')
export class StoriesController {
  constructor(
    private readonly recorder: Recorder,
    private readonly reader: JournalReader,
  ) {}

  @Get()
  @Does('story.list')
  async list(): Promise<{
    stories: Pick<StoryView, 'id' | 'title' | 'standfirst' | 'date' | 'timeZone' | 'status'>[];
  }> {
    const stories = await this.reader.stories();
    return {
      stories: stories.map(({ id, title, standfirst, date, timeZone, status }) => ({
        id,
        title,
        standfirst,
        date,
        timeZone,
        status,
      })),
    };
  }

  /** Opens a story, or edits it. The same setup again changes nothing, so a repeat needs no id of its own. */
  @Put(':story')
  @Does('story.open')
  open(
    @Param('story', StoryName) story: string,
    @Body(Checked) setup: StoryForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: randomUUID(), hash: requestHash('open', setup), actor };
    return this.recorder.append(story, { ...write, command: { type: 'open', setup } });
  }

  @Post(':story/closing')
  @HttpCode(201)
  @Does('story.close')
  close(
    @Param('story', StoryName) story: string,
    @Body(Checked) { requestId }: LifecycleForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    return this.recorder.append(story, {
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
    return this.recorder.append(story, {
      key: requestId,
      hash: requestHash('reopen'),
      command: { type: 'reopen' },
      actor,
    });
  }
}
