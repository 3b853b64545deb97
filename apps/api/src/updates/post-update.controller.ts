import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { PostUpdate } from '#contract/update';
import type { Actor } from '#domain/story/command';
import type { Write } from '#journal/append/decide-writes';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { publishAtOf, sentAtOf } from '../filings/filing-times.js';
import { Checked, checked } from '../http/checked.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { type ItemResult, itemResult } from './item-result.js';
import { contentOf, PostBatchForm, PostUpdateForm, wishesOf } from './update.form.js';

@Controller('v1/stories/:story')
export class PostUpdateController {
  constructor(private readonly recorder: Recorder) {}

  @Post('updates')
  @HttpCode(201)
  @Does('update.post')
  post(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: PostUpdateForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    return this.recorder.append(story, postWrite(body, actor));
  }

  /** Each item has its own outcome, in the order sent. Items are handed over together, so that they are recorded together. */
  @Post('updates::batch') // find-my-way's way to write a colon
  @HttpCode(200)
  @Does('update.post')
  async postBatch(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: PostBatchForm,
    @Asking() actor: Actor,
  ): Promise<{ results: ItemResult[] }> {
    const post = async (item: unknown) => {
      const write = postWrite({ sentAt: body.sentAt, ...checked(PostUpdateForm, item) }, actor);
      return (await this.recorder.append(story, write)).receipt;
    };
    return { results: await Promise.all(body.updates.map((item) => itemResult(item, () => post(item)))) };
  }
}

/** A repeat brings another `sentAt`, and is the same post. */
function postWrite(form: PostUpdate, actor: Actor): Write {
  const { id } = form;
  const [content, wishes, publishAt] = [contentOf(form), wishesOf(form), publishAtOf(form)];
  const asked = publishAt === null ? content : { ...content, publishAt };
  const filed = { content, publishAt, sentAt: sentAtOf(form), ...(wishes && { wishes }) };
  return {
    key: id,
    hash: requestHash('post', id, asked, ...(wishes ? [wishes] : [])),
    command: { type: 'post', id, ...filed },
    actor,
  };
}
