import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { enterAlone } from '#desk/desk-log';
import type { Actor } from '#domain/story/command';
import { readDeskStory } from '#journal/read/desk-stories';
import type { ListedStory } from '#journal/read/journal-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfVersion } from '../http/if-match.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { malformed } from '../http/query.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from './recorder.js';
import { StoryForm } from './story.form.js';
import { StoryList } from './story-list.js';

@Controller('v1/stories')
export class StoriesController {
  constructor(
    private readonly recorder: Recorder,
    private readonly stories: StoryList,
    private readonly database: DataSource,
  ) {}

  /** Those that are live, pause or are closed; with `?status=archived` those that are put away. */
  @Get()
  @Does('story.list')
  async list(@Query('status') status: unknown): Promise<{ stories: ListedStory[] }> {
    if (status !== undefined && status !== 'archived')
      throw malformed('status', 'must be archived, or left out');
    return { stories: await this.stories.get(status === 'archived' ? 'archived' : 'listed') };
  }

  /** Opens a story, or edits it. The same setup again changes nothing, so a repeat needs no id of its own. */
  @Put(':story')
  @Does('story.open')
  async open(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) setup: StoryForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: randomUUID(), hash: requestHash('open', setup), actor };
    const command = { type: 'open', setup, ifMatch } as const;
    const recorded = await this.recorder.append(story, { ...write, command });
    this.stories.changed();
    if (recorded.receipt.seq === null) await this.enterDraft(story, actor);
    return recorded;
  }

  /** Of a draft nothing is in the record that readers are told: that somebody wrote it is said to the desk alone. */
  private async enterDraft(story: string, { name: actor }: Actor): Promise<void> {
    const kept = await readDeskStory(this.database, story);
    if (kept?.story.status !== 'draft') return;
    await enterAlone(this.database, { story, actor, action: 'story.drafted', about: story });
  }
}
