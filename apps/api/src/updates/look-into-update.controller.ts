import { Controller, Get, Param, Query } from '@nestjs/common';
import type { RevisionDifference } from '#contract/difference';
import { CodedError } from '#contract/problems';
import type { UpdateAtDesk as AnsweredAtDesk } from '#contract/revision';
import type { Actor } from '#domain/story/command';
import { mayLookAt } from '#domain/story/permission';
import { JournalReader } from '#journal/read/journal-reader';
import { readUpdateAtDesk, type UpdateAtDesk } from '#journal/read/update-history';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { StoryName, UpdateName } from '../http/names.js';
import { malformed, wholeNumber } from '../http/query.js';
import { differenceOf } from './revision-difference.js';

/** What the desk sees of an update: also the words that were retracted, and who filed them. */
@Controller('v1/stories/:story/updates/:id')
export class LookIntoUpdateController {
  constructor(private readonly reader: JournalReader) {}

  @Get('desk')
  @Does('update.look_into')
  async desk(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Asking() actor: Actor,
  ): Promise<AnsweredAtDesk> {
    const { head, ...found } = await this.read(story, id, actor);
    return { ...found, author: head.author };
  }

  /** `from`: the revision before it, if not said. */
  @Get('revisions/:revision/difference')
  @Does('update.look_into')
  async difference(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Param('revision') asked: string,
    @Query('from') from: unknown,
    @Asking() actor: Actor,
  ): Promise<RevisionDifference> {
    const { revisions } = await this.read(story, id, actor);
    const to = revisionIn('revision', asked);
    const numbers = [from === undefined ? to - 1 : revisionIn('from', from), to];
    const [older, newer] = numbers.map((number) => revisions.find(({ revision }) => revision === number));
    if (older?.status !== 'published' || newer?.status !== 'published')
      throw new CodedError('update_not_found', 'Only revisions that have words can be compared.');
    return differenceOf(older, newer);
  }

  private async read(story: string, id: string, actor: Actor): Promise<UpdateAtDesk> {
    const found = await this.reader.atOneMoment((tx) => readUpdateAtDesk(tx, story, id));
    if (!found) throw new CodedError('update_not_found', `There is no update ${id} in story ${story}.`);
    const figures = found.revisions.flatMap((each) => (each.status === 'published' ? each.figures : []));
    mayLookAt(actor, found.head, figures);
    return found;
  }
}

function revisionIn(path: string, text: unknown): number {
  const revision = wholeNumber(path, text);
  if (!revision) throw malformed(path, 'must be the number of a revision');
  return revision;
}
