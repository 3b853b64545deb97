import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import type { ApiKeyView, NewApiKey } from '#contract/people';
import { ApiKeys } from '#desk/api-keys';
import { Roster } from '#desk/roster';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { KeyName } from '../http/names.js';
import { ApiKeyForm } from './people.form.js';

/** Keys for programs: accepted wherever tokens are. */
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly roster: Roster,
  ) {}

  @Get()
  @Does('api_key.list')
  async list(): Promise<{ keys: ApiKeyView[] }> {
    return { keys: await this.keys.list() };
  }

  @Post()
  @Does('api_key.make')
  async make(@Body(Checked) wanted: ApiKeyForm, @Asking() { name }: Actor): Promise<NewApiKey> {
    const key = await this.keys.make(wanted, name);
    await this.roster.refresh();
    return key;
  }

  @Delete(':key')
  @Does('api_key.end')
  async end(@Param('key', KeyName) id: string, @Asking() { name }: Actor): Promise<ApiKeyView> {
    const key = await this.keys.end(id, name);
    await this.roster.refresh();
    return key;
  }
}
