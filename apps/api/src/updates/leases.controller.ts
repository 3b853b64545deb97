import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import type { LeaseView, TakeLease } from '#contract/lease';
import { CodedError } from '#contract/problems';
import { Leases } from '#desk/leases';
import type { Actor } from '#domain/story/command';
import { mayLookAt } from '#domain/story/permission';
import { readFiled } from '#journal/read/update-reader';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { CheckedIfSent } from '../http/checked.js';
import { Given } from '../http/given.decorator.js';
import { StoryName, UpdateName } from '../http/names.js';

class LeaseForm implements TakeLease {
  @Given() @IsString() @MaxLength(80) takeOverFrom?: string;
}

/** To whoever may not change an update, who is in it would tell who filed it. */
function nobodys(error: unknown): [] {
  if (error instanceof CodedError) return [];
  throw error;
}

/** Who is in which update: the desk sees it, and nobody saves into somebody else's work without saying so. */
@Controller('v1/stories/:story')
export class LeasesController {
  constructor(
    private readonly leases: Leases,
    private readonly database: DataSource,
  ) {}

  @Get('leases')
  @Does('lease.list')
  async list(
    @Param('story', StoryName) story: string,
    @Asking() actor: Actor,
  ): Promise<{ leases: LeaseView[] }> {
    const all = await this.leases.list(story);
    if (actor.role !== 'reporter' && actor.cities === null) return { leases: all };
    const theirs = all.map((lease) => this.authorOf(story, lease.update, actor).then(() => [lease], nobodys));
    return { leases: (await Promise.all(theirs)).flat() };
  }

  /** The same again renews it. */
  @Put('updates/:id/lease')
  @Does('lease.take')
  async take(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Body(CheckedIfSent) { takeOverFrom }: LeaseForm,
    @Asking() actor: Actor,
  ): Promise<LeaseView> {
    const author = await this.authorOf(story, id, actor);
    return this.leases.take({ story, update: id, person: actor.name, author }, takeOverFrom ?? null);
  }

  @Delete('updates/:id/lease')
  @HttpCode(204)
  @Does('lease.take')
  async giveUp(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Asking() actor: Actor,
  ): Promise<void> {
    const author = await this.authorOf(story, id, actor);
    await this.leases.giveUp({ story, update: id, person: actor.name, author });
  }

  /** Of an update that the asker may work on. */
  private async authorOf(story: string, id: string, actor: Actor): Promise<string> {
    const found = await readFiled(this.database.manager, story, id);
    if (!found) throw new CodedError('update_not_found', `There is no update ${id} in story ${story}.`);
    mayLookAt(actor, found.head, found.figures);
    return found.head.author;
  }
}
