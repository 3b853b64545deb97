import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Flag } from '#contract/guard';
import { Flags } from '#desk/flags';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { FlagName, StoryName } from '../http/names.js';
import { malformed } from '../http/query.js';
import { FlagAnswers } from './flag-answers.js';
import { AnswerForm } from './guard.form.js';
import { isOfTheirs } from './their-cities.js';

@Controller('v1/stories/:story/flags')
export class FlagsController {
  constructor(
    private readonly flags: Flags,
    private readonly answers: FlagAnswers,
  ) {}

  @Get()
  @Does('flag.list')
  async list(
    @Param('story', StoryName) story: string,
    @Query('state') state: string | undefined,
    @Asking() actor: Actor,
  ): Promise<{ flags: readonly Flag[] }> {
    if (state !== undefined && state !== 'open' && state !== 'answered')
      throw malformed('state', 'must be open or answered');
    const flags = await this.flags.list(story, state ?? 'open');
    return { flags: flags.filter(({ detail }) => isOfTheirs(actor, detail.city ?? null)) };
  }

  /** Answers and does what follows from it, once: the same again gets the same flag. */
  @Post(':flag/answer')
  @HttpCode(200)
  @Does('flag.answer')
  answer(
    @Param('story', StoryName) story: string,
    @Param('flag', FlagName) flag: string,
    @Body(Checked) body: AnswerForm,
    @Asking() actor: Actor,
  ): Promise<Flag> {
    return this.answers.answer({ story, flag, actor }, body);
  }
}
