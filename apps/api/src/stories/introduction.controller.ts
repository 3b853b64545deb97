import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { CodedError } from '#contract/problems';
import type { IntroductionView, SetupView, StoryView } from '#contract/story';
import type { Actor } from '#domain/story/command';
import { introductionOf, setupOf } from '#domain/story/introduction';
import { readStory } from '#journal/read/story-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfVersion, withEtag } from '../http/if-match.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { IntroductionForm } from './introduction.form.js';
import { Recorder } from './recorder.js';
import { StoryList } from './story-list.js';

/** The title, the standfirst and what we know, edited while the story runs. */
@Controller('v1/stories/:story')
export class IntroductionController {
  constructor(
    private readonly recorder: Recorder,
    private readonly stories: StoryList,
    private readonly database: DataSource,
  ) {}

  @Get('introduction')
  @Does('story.introduce')
  async introduction(
    @Param('story', StoryName) story: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntroductionView> {
    return withEtag(reply, introductionOf(await this.read(story)));
  }

  @Get('setup')
  @Does('story.open')
  async setup(
    @Param('story', StoryName) story: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SetupView> {
    return withEtag(reply, setupOf(await this.read(story)));
  }

  @Put('introduction')
  @Does('story.introduce')
  async introduce(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) { requestId, ...introduction }: IntroductionForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: requestId, hash: requestHash('introduce', introduction), actor };
    const command = { type: 'introduce', introduction, ifMatch } as const;
    const recorded = await this.recorder.append(story, { ...write, command });
    this.stories.changed();
    return recorded;
  }

  private async read(story: string): Promise<StoryView> {
    const view = await readStory(this.database, story);
    if (!view) throw new CodedError('story_not_found', `There is no story ${story}.`);
    return view;
  }
}
