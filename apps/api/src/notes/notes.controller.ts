import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { NoteView } from '#contract/notes';
import { Notes } from '#desk/notes';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { NoteName, StoryName } from '../http/names.js';
import { malformed } from '../http/query.js';
import { AtTheDesk } from '../stories/at-the-desk.js';
import { AnswerForm, NoteForm } from './notes.form.js';
import { Recipients } from './recipients.js';

/** What editors ask of reporters. Reporters see what is for them. */
@Controller('v1/stories/:story/notes')
export class NotesController {
  private readonly notes: Notes;

  constructor(
    database: DataSource,
    private readonly stories: AtTheDesk,
    private readonly recipients: Recipients,
  ) {
    this.notes = new Notes(database);
  }

  @Get()
  @Does('note.list')
  @Header('cache-control', 'no-store')
  async list(
    @Param('story', StoryName) story: string,
    @Query('open') open: unknown,
    @Asking() { name, role }: Actor,
  ): Promise<{ notes: NoteView[] }> {
    if (open !== undefined && open !== 'true') throw malformed('open', 'must be true, or left out');
    await this.stories.has(story);
    const recipient = role === 'reporter' ? name : undefined;
    return { notes: await this.notes.list({ story, open: open === 'true', recipient }) };
  }

  @Post()
  @HttpCode(201)
  @Does('note.write')
  async write(
    @Param('story', StoryName) story: string,
    @Body(Checked) body: NoteForm,
    @Asking() { name }: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoteView> {
    await this.stories.has(story);
    const { note, isNew } = await this.notes.write(story, body, {
      writtenBy: name,
      signed: (to) => this.recipients.named(story, to),
    });
    if (!isNew) void reply.status(200);
    return note;
  }

  @Post(':note/answer')
  @HttpCode(200)
  @Does('note.answer')
  answer(
    @Param('story', StoryName) story: string,
    @Param('note', NoteName) id: string,
    @Body(Checked) { text }: AnswerForm,
    @Asking() { name, role }: Actor,
  ): Promise<NoteView> {
    return this.notes.answer(story, id, { text, by: name, onlyOwn: role === 'reporter' });
  }
}
