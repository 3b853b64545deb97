import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { FrozenPerson, Invitation, PasswordSecret, PersonView } from '#contract/people';
import { People } from '#desk/people';
import { personView } from '#desk/person';
import { Roster } from '#desk/roster';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked, CheckedIfSent } from '../http/checked.js';
import { PersonName } from '../http/names.js';
import { Freezing } from './freezing.js';
import { ChangePersonForm, FreezeForm, InviteForm } from './people.form.js';

/** Who works here, for admins. What changes holds everywhere within a second. */
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly roster: Roster,
    private readonly freezing: Freezing,
  ) {}

  @Get()
  @Does('person.list')
  async list(): Promise<{ people: PersonView[] }> {
    return { people: (await this.people.list()).map(personView) };
  }

  /** Somebody new. The secret is shown here only: it goes to them, and into the body of `…/invitations/acceptance`. */
  @Post()
  @Does('person.invite')
  async invite(@Body(Checked) who: InviteForm, @Asking() { name }: Actor): Promise<Invitation> {
    const { person, secret, expiresAt } = await this.people.invite(who, name);
    await this.roster.refresh();
    return { person: personView(person), secret, expiresAt };
  }

  @Patch(':person')
  @Does('person.change')
  async change(
    @Param('person', PersonName) id: string,
    @Body(Checked) changes: ChangePersonForm,
    @Asking() { name }: Actor,
  ): Promise<PersonView> {
    const person = await this.people.change(id, changes, name);
    await this.roster.refresh();
    return personView(person);
  }

  /** Ends their sessions, and retracts the last of what they filed: in all stories, with one reason. */
  @Post(':person/freezing')
  @HttpCode(200)
  @Does('person.freeze')
  freeze(
    @Param('person', PersonName) id: string,
    @Body(CheckedIfSent) body: FreezeForm,
    @Asking() actor: Actor,
  ): Promise<FrozenPerson> {
    return this.freezing.freeze(id, body, actor);
  }

  /** A secret for a new password. Sessions end when it is used. */
  @Post(':person/password-reset')
  @HttpCode(201)
  @Does('person.reset')
  reset(@Param('person', PersonName) id: string, @Asking() { name }: Actor): Promise<PasswordSecret> {
    return this.people.reset(id, name);
  }
}
