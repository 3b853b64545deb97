import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { BoardView } from '#contract/decision';
import type { BoardPin, PinPlace } from '#contract/pin';
import { CodedError } from '#contract/problems';
import type { Actor } from '#domain/story/command';
import { readBoard } from '#journal/read/board-reader';
import { JournalReader } from '#journal/read/journal-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked, CheckedIfSent } from '../http/checked.js';
import { IfVersion, withEtag } from '../http/if-match.js';
import { StoryName, UpdateName } from '../http/names.js';
import type { RecordedWrite } from '../http/recorded-write.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { BoardForm, PinForm, PinOrderForm, UnpinForm } from './board.form.js';

/** What stands at the top of a story's pages, one by one and as a whole. */
@Controller('v1/stories/:story')
export class PinsController {
  constructor(
    private readonly recorder: Recorder,
    private readonly reader: JournalReader,
  ) {}

  @Put('pins/:id')
  @Does('pin.set')
  pin(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfVersion() ifMatch: string | null,
    @Body(CheckedIfSent) { requestId = randomUUID(), city = null, expiresAt = null }: PinForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const place: PinPlace = { city, expiresAt };
    const asked = city === null && expiresAt === null ? [id, true] : [id, true, place];
    const write = { key: requestId, hash: requestHash('pin', ...asked), actor };
    const command = { type: 'pin', id, pinned: true, decision: requestId, place, ifMatch } as const;
    return this.recorder.append(story, { ...write, command });
  }

  @Delete('pins/:id')
  @Does('pin.set')
  unpin(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @IfVersion() ifMatch: string | null,
    @Body(CheckedIfSent) { requestId = randomUUID() }: UnpinForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: requestId, hash: requestHash('pin', id, false), actor };
    const place: PinPlace = { city: null, expiresAt: null };
    const command = { type: 'pin', id, pinned: false, decision: requestId, place, ifMatch } as const;
    return this.recorder.append(story, { ...write, command });
  }

  @Put('pins')
  @Does('pin.reorder')
  reorder(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) { requestId, order }: PinOrderForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const write = { key: requestId, hash: requestHash('reorder-pins', order), actor };
    return this.recorder.append(story, { ...write, command: { type: 'reorder-pins', order, ifMatch } });
  }

  @Get('board')
  @Does('board.read')
  async board(
    @Param('story', StoryName) story: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BoardView> {
    const board = await this.reader.atOneMoment((tx) => readBoard(tx, story));
    if (!board) throw new CodedError('story_not_found', `There is no story ${story}.`);
    return withEtag(reply, board);
  }

  @Put('board')
  @Does('board.save')
  save(
    @Param('story', StoryName) story: string,
    @IfVersion() ifMatch: string | null,
    @Body(Checked) { requestId, pins: asked }: BoardForm,
    @Asking() actor: Actor,
  ): Promise<RecordedWrite> {
    const pins = asked.map(
      ({ update, city = null, expiresAt = null }): BoardPin => ({ update, city, expiresAt }),
    );
    const write = { key: requestId, hash: requestHash('board', pins), actor };
    const command = { type: 'board', decision: requestId, pins, ifMatch } as const;
    return this.recorder.append(story, { ...write, command });
  }
}
