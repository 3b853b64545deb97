import { Controller, Get, Header, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeskStory, ListedDeskStory } from '#contract/desk';
import { CodedError } from '#contract/problems';
import { membershipIn } from '#domain/story/membership';
import { readDeskStories, readDeskStory } from '#journal/read/desk-stories';
import { AskingSession } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import type { Session } from '../access/token-session.js';
import { StoryName } from '../http/names.js';

/** Stories as the desk sees them: drafts and archived ones too. */
@Controller('v1/desk/stories')
export class DeskStoriesController {
  constructor(private readonly database: DataSource) {}

  /** Those that the asker works in. */
  @Get()
  @Does('desk_story.list')
  @Header('cache-control', 'no-store')
  async list(@AskingSession() { memberships }: Session): Promise<{ stories: ListedDeskStory[] }> {
    const stories = await readDeskStories(this.database);
    return { stories: stories.filter(({ id }) => membershipIn(memberships, id)) };
  }

  @Get(':story')
  @Does('desk_story.read')
  @Header('cache-control', 'no-store')
  async one(@Param('story', StoryName) story: string): Promise<DeskStory> {
    const found = await readDeskStory(this.database, story);
    if (!found) throw new CodedError('story_not_found', `There is no story ${story}.`);
    return found;
  }
}
