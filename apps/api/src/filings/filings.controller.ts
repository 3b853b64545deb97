import { Body, Controller, Delete, Get, HttpCode, Param, Put, Post, Query, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { FilingView } from '#contract/filing';
import { Filings } from '#desk/filings/filings';
import type { Actor } from '#domain/story/command';
import { type Filing, filingView } from '#domain/story/filing';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { IfRevision } from '../http/if-match.js';
import { FilingName, StoryName } from '../http/names.js';
import { malformed } from '../http/query.js';
import { DiscardForm, DraftForm, SendBackForm } from './filing.form.js';
import { checkWithin, type FilingsPage, pageOf, type PageQuery, queryOf } from './filings-page.js';

/** What waits at the desk: reporters see their own, editors all but drafts; to readers there is nothing of it. */
@Controller('v1/stories/:story/filings')
export class FilingsController {
  constructor(private readonly filings: Filings) {}

  @Get()
  @Does('filing.read')
  async list(
    @Param('story', StoryName) story: string,
    @Query() query: PageQuery,
    @Asking() actor: Actor,
  ): Promise<FilingsPage> {
    const asked = queryOf(query);
    return pageOf(story, await this.filings.list(story, actor, asked), { asked, actor });
  }

  @Get(':id')
  @Does('filing.read')
  async one(
    @Param('story', StoryName) story: string,
    @Param('id', FilingName) id: string,
    @Asking() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FilingView> {
    const filing = await this.filings.one(story, id, actor);
    checkWithin(actor, filing);
    return answer(reply, filing);
  }

  /** Keeps a draft, or what was sent back, as its author has it by now. */
  @Put(':id')
  @Does('filing.draft')
  async save(
    @Param('story', StoryName) story: string,
    @Param('id', FilingName) id: string,
    @IfRevision() version: number | null,
    @Body(Checked) { content }: DraftForm,
    @Asking() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FilingView> {
    if (!isUUID(id)) throw malformed('id', 'must be a uuid, made by whoever writes the draft');
    const moving = { story, id, actor, version };
    return answer(reply, await this.filings.saveDraft(moving, content));
  }

  @Delete(':id')
  @Does('filing.draft')
  async withdraw(
    @Param('story', StoryName) story: string,
    @Param('id', FilingName) id: string,
    @IfRevision() version: number | null,
    @Asking() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FilingView> {
    return answer(reply, await this.filings.withdraw({ story, id, actor, version }));
  }

  @Post(':id/sending-back')
  @HttpCode(200)
  @Does('filing.send_back')
  async sendBack(
    @Param('story', StoryName) story: string,
    @Param('id', FilingName) id: string,
    @IfRevision() version: number | null,
    @Body(Checked) { requestId, note }: SendBackForm,
    @Asking() actor: Actor,
  ): Promise<FilingView> {
    const moving = { story, id, actor, requestId, version };
    return this.move(moving, { from: ['submitted', 'scheduled'], to: 'sent_back', note });
  }

  /** Its words are gone; who filed it is told that it was not published. */
  @Post(':id/discarding')
  @HttpCode(200)
  @Does('filing.discard')
  async discard(
    @Param('story', StoryName) story: string,
    @Param('id', FilingName) id: string,
    @IfRevision() version: number | null,
    @Body(Checked) { requestId, note }: DiscardForm,
    @Asking() actor: Actor,
  ): Promise<FilingView> {
    const moving = { story, id, actor, requestId, version };
    return this.move(moving, {
      from: ['submitted', 'scheduled', 'sent_back'],
      to: 'discarded',
      note: note ?? null,
    });
  }

  private async move(...[moving, move]: MoveOf): Promise<FilingView> {
    const check = (filing: Filing) => checkWithin(moving.actor, filing);
    return filingView(await this.filings.move(moving, move, check));
  }
}

type MoveOf = [Parameters<Filings['move']>[0], Parameters<Filings['move']>[1]];

function answer(reply: FastifyReply, filing: Filing): FilingView {
  void reply.header('etag', `"${filing.version}"`).header('cache-control', 'no-store');
  return filingView(filing);
}
