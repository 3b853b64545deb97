import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Leases } from '#desk/leases';
import type { Actor, Command } from '#domain/story/command';
import { readWordsNow } from '#journal/restorable';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfRevision } from '../http/if-match.js';
import { StoryName, UpdateName } from '../http/names.js';
import { malformed } from '../http/query.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { CurrentUpdate } from './current-update.js';
import { MergeUpdatesForm, ReviseUpdateForm } from './update.form.js';
import { Withdrawal } from './withdrawal.js';

/** New words for an update, or for two of them. Whoever has a lease is not written over. */
@Controller('v1/stories/:story/updates/:id')
export class ReviseUpdateController {
  constructor(
    private readonly recorder: Recorder,
    private readonly database: DataSource,
    private readonly leases: Leases,
    private readonly current: CurrentUpdate,
    private readonly withdrawal: Withdrawal,
  ) {}

  @Post('revisions')
  @HttpCode(201)
  @Does('update.revise')
  async revise(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfRevision() ifMatch: number | null,
    @Body(Checked) { requestId, correctionNote: note = '', silent, override, ...content }: ReviseUpdateForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    if (silent && note !== '')
      throw malformed(
        'correctionNote',
        'cannot be sent with silent, which says that readers are told nothing',
      );
    const silently = silent ? ((await readWordsNow(this.database, story, id)) ?? NO_WORDS) : undefined;
    const lease = await this.leases.on(story, id);
    const said = { content, note, lease, ...(silently && { silently }), ...(override && { override }) };
    const command: Command = { type: 'revise', id, request: requestId, ifMatch, ...said };
    const asked = [id, content, note, ...(silent ? ['silent'] : []), ...(override ? [override] : [])];
    const write = { key: requestId, hash: requestHash('revise', ...asked), command, actor };
    return this.current.told(story, id, this.recorder.append(story, write));
  }

  /** Two reports of one event become one: the other is retracted and says where it went. Both or neither happens. */
  @Post('merging')
  @HttpCode(201)
  @Does('update.merge')
  async merge(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfRevision() ifMatch: number | null,
    @Body(Checked) { requestId, with: other, withRevision, note, override, ...content }: MergeUpdatesForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const [lease, otherLease] = await Promise.all([id, other].map((each) => this.leases.on(story, each)));
    const away = { id: other, ifMatch: withRevision, lease: otherLease };
    const said = { content, note, lease, ...(override && { override }) };
    const command: Command = { type: 'merge', id, ifMatch, ...said, other: away };
    const asked = [id, other, content, note, ...(override ? [override] : [])];
    const write = { key: requestId, hash: requestHash('merge', ...asked), command, actor };
    const recorded = await this.current.toldOfBoth(story, [id, other], this.recorder.append(story, write));
    await this.withdrawal.reached(story, recorded.receipt);
    return recorded;
  }
}

/** Of an update that is not shown: the journal refuses what is to be mended in it. */
const NO_WORDS = { revision: 0, text: '', headline: null, byline: null, note: null } as const;
