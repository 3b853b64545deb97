import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { StoryTurn } from '#contract/story';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { LifecycleForm } from './lifecycle.form.js';
import { Recorder } from './recorder.js';
import { StoryList } from './story-list.js';

/** What editors do with a story as a whole. */
@Controller('v1/stories/:story')
export class LifecycleController {
  constructor(
    private readonly recorder: Recorder,
    private readonly stories: StoryList,
  ) {}

  /** Shows a draft to readers. */
  @Post('opening')
  @HttpCode(201)
  @Does('story.open')
  open(@Param('story', StoryName) story: string, @Body(Checked) body: LifecycleForm, @Asking() actor: Actor) {
    return this.turn(story, 'opening', body, actor);
  }

  @Post('pausing')
  @HttpCode(201)
  @Does('story.pause')
  pause(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: LifecycleForm,
    @Asking() actor: Actor,
  ) {
    return this.turn(story, 'pausing', body, actor);
  }

  @Post('closing')
  @HttpCode(201)
  @Does('story.close')
  close(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: LifecycleForm,
    @Asking() actor: Actor,
  ) {
    return this.turn(story, 'closing', body, actor);
  }

  /** Goes on with one that pauses, is closed or archived. */
  @Post('reopening')
  @HttpCode(201)
  @Does('story.reopen')
  reopen(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: LifecycleForm,
    @Asking() actor: Actor,
  ) {
    return this.turn(story, 'reopening', body, actor);
  }

  /** Closes it for good and takes it out of the list; its address stays. */
  @Post('archiving')
  @HttpCode(201)
  @Does('story.archive')
  archive(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: LifecycleForm,
    @Asking() actor: Actor,
  ) {
    return this.turn(story, 'archiving', body, actor);
  }

  private async turn(
    story: string,
    turn: StoryTurn,
    { requestId }: LifecycleForm,
    actor: Actor,
  ): Promise<RecordedWrite> {
    const hash = requestHash(HASHED[turn] ?? turn);
    const recorded = await this.recorder.append(story, {
      ...{ key: requestId, hash, actor },
      command: { type: 'turn', turn },
    });
    this.stories.changed();
    return recorded;
  }
}

/** As they were recorded when there were only these: a repeat from before is still known. */
const HASHED: Partial<Record<StoryTurn, string>> = { closing: 'close', reopening: 'reopen' };
