import { Body, Controller, Get, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { GuardView, Hold } from '#contract/guard';
import type { TotalsState } from '#contract/totals';
import { CodedError } from '#contract/problems';
import { readGuard } from '#desk/guards';
import type { Actor } from '#domain/story/command';
import { guardView } from '#domain/story/decide-guard';
import { readHolds } from '#journal/read/holds';
import { JournalReader } from '#journal/read/journal-reader';
import { totalsStateAt } from '#journal/read/totals-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfVersion, withEtag } from '../http/if-match.js';
import { StoryName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { GuardForm, settingsOf } from './guard.form.js';
import { isOfTheirs } from './their-cities.js';

/** What the desk knows of a story's sources and decided about its metrics, and the figures that wait for a ruling. */
@Controller('v1/stories/:story')
export class GuardController {
  constructor(
    private readonly recorder: Recorder,
    private readonly database: DataSource,
    private readonly reader: JournalReader,
  ) {}

  @Get('guard')
  @Does('guard.read')
  async read(
    @Param('story', StoryName) story: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GuardView> {
    const settings = await readGuard(this.database, story);
    if (!settings) throw new CodedError('story_not_found', `There is no story ${story}.`);
    return withEtag(reply, guardView(settings));
  }

  @Put('guard')
  @Does('guard.set')
  set(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) body: GuardForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const settings = settingsOf(body);
    return this.recorder.append(story, {
      key: body.requestId,
      hash: requestHash('guard', settings),
      command: { type: 'guard', settings, ifMatch },
      actor,
    });
  }

  /** Every total, with what readers are not shown. */
  @Get('guard/totals')
  @Does('guard.read')
  async totals(@Param('story', StoryName) story: string): Promise<TotalsState> {
    const head = await this.reader.head(story);
    if (!head) throw new CodedError('story_not_found', `There is no story ${story}.`);
    return this.reader.atOneMoment((tx) => totalsStateAt(tx, story, head.seq));
  }

  @Get('holds')
  @Does('hold.list')
  async holds(
    @Param('story', StoryName) story: string,
    @Asking() actor: Actor,
  ): Promise<{ holds: readonly Hold[] }> {
    const holds = await readHolds(this.database, story);
    return { holds: holds.filter(({ city }) => isOfTheirs(actor, city)) };
  }
}
