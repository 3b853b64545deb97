import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfRevision, IfVersion } from '../http/if-match.js';
import { StoryName, UpdateName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { CurrentUpdate } from '../updates/current-update.js';
import { Recorder } from '../stories/recorder.js';
import { Withdrawal } from '../updates/withdrawal.js';
import { PreferenceForm, RulingForm } from './board.form.js';

/** What editors decide about a story's figures. The request's id is the decision's id. */
@Controller('v1/stories/:story')
export class BoardController {
  constructor(
    private readonly recorder: Recorder,
    private readonly withdrawal: Withdrawal,
    private readonly current: CurrentUpdate,
  ) {}

  @Put('preferences')
  @Does('preference.set')
  prefer(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) body: PreferenceForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const { requestId = randomUUID(), metric, city = null, order } = body;
    const write = { key: requestId, hash: requestHash('prefer', metric, city, order), actor };
    return this.recorder.append(story, {
      ...write,
      command: { type: 'prefer', ifMatch, decision: requestId, metric, city, order },
    });
  }

  /** A number that readers had and are not to have any more is gone from everything they are sent when this answers. */
  @Post('updates/:id/rulings')
  @HttpCode(201)
  @Does('ruling.make')
  async rule(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfRevision() ifMatch: number | null,
    @Body(Checked) body: RulingForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const { requestId, figure, state, override } = body;
    const why = override ? { override } : {};
    const hash = requestHash('rule', id, figure, state, ...(override ? [override] : []));
    const command = { type: 'rule', id, ifMatch, decision: requestId, figure, state, ...why } as const;
    const write = { key: requestId, hash, command, actor };
    const recorded = await this.current.told(story, id, this.recorder.append(story, write));
    if (state !== 'counted') await this.withdrawal.reached(story, recorded.receipt);
    return recorded;
  }
}
