import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, Command } from '#domain/story/command';
import { readRestorable } from '#journal/restorable';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { KeyEventForm } from '../board/board.form.js';
import { Checked } from '../http/checked.js';
import { IfRevision, IfVersion } from '../http/if-match.js';
import { StoryName, UpdateName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { PhotoReview } from '../media/photo-review.js';
import { Recorder } from '../stories/recorder.js';
import { CurrentUpdate } from './current-update.js';
import { Withdrawal } from './withdrawal.js';
import { EraseUpdateForm, RestoreUpdateForm, RetractUpdateForm } from './update.form.js';

@Controller('v1/stories/:story/updates/:id')
export class ChangeUpdateController {
  constructor(
    private readonly recorder: Recorder,
    private readonly database: DataSource,
    private readonly withdrawal: Withdrawal,
    private readonly current: CurrentUpdate,
    private readonly photos: PhotoReview,
  ) {}

  /** Answers when no reader can be given the words any more: recorded, and taken out of what gateways serve. */
  @Post('retraction')
  @HttpCode(201)
  @Does('update.retract')
  async retract(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfRevision() ifMatch: number | null,
    @Body(Checked) { requestId, note }: RetractUpdateForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const command: Command = { type: 'retract', id, ifMatch, note };
    const write = { key: requestId, hash: requestHash('retract', id, note), command, actor };
    const recorded = await this.current.told(story, id, this.recorder.append(story, write));
    await this.withdrawal.reached(story, recorded.receipt);
    return recorded;
  }

  /** Within ten seconds, and without a note: a tap that was none. Answers as a retraction does. */
  @Post('undoing')
  @HttpCode(201)
  @Does('update.undo')
  async undo(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Body(Checked) { requestId }: RestoreUpdateForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: requestId, hash: requestHash('undo', id), actor };
    const recorded = await this.recorder.append(story, { ...write, command: { type: 'undo', id } });
    await this.withdrawal.reached(story, recorded.receipt);
    return recorded;
  }

  @Post('restoration')
  @HttpCode(201)
  @Does('update.restore')
  async restore(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfRevision() ifMatch: number | null,
    @Body(Checked) { requestId }: RestoreUpdateForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const before = (await readRestorable(this.database, story, id)) ?? NOTHING;
    const command: Command = { type: 'restore', id, ifMatch, before };
    const write = { key: requestId, hash: requestHash('restore', id), command, actor };
    return this.current.told(story, id, this.recorder.append(story, write));
  }

  /** Removes the words and their photos for ever. Answers when no reader can be given them any more; a repeat finishes it. */
  @Post('erasure')
  @HttpCode(201)
  @Does('update.erase')
  async erase(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Body(Checked) { requestId }: EraseUpdateForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: requestId, hash: requestHash('erase', id), actor };
    const recorded = await this.recorder.append(story, { ...write, command: { type: 'erase', id } });
    await this.photos.eraseOf(story, id, actor);
    await this.withdrawal.reached(story, recorded.receipt);
    return recorded;
  }

  @Put('key-event')
  @Does('key_event.set')
  setKeyEvent(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) { requestId, keyEvent, headline }: KeyEventForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const asked = headline === undefined ? [id, keyEvent] : [id, keyEvent, headline];
    const write = { key: requestId, hash: requestHash('key-event', ...asked), actor };
    const command = { type: 'key-event', id, keyEvent, headline, ifMatch } as const;
    return this.current.told(story, id, this.recorder.append(story, { ...write, command }));
  }
}

/** The journal decides whether there is something to restore: a repeat of a restoration that was recorded finds nothing here. */
const NOTHING = {
  retraction: 0,
  revision: 0,
  correctionNote: null,
  content: { city: null, occurredAt: '', text: '', figures: [] },
} as const;
