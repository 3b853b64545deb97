import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PersonView } from '#contract/people';
import { setPassword } from '#desk/password-secrets';
import { type Person, personView } from '#desk/person';
import { Roster } from '#desk/roster';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { AcceptForm, ResetForm } from './people.form.js';

/** Passwords are set by those they are of, with a secret that an admin gave them. */
@Controller('v1')
export class PasswordController {
  constructor(
    private readonly database: DataSource,
    private readonly roster: Roster,
  ) {}

  @Post('invitations/acceptance')
  @HttpCode(200)
  @Does('password.set')
  async accept(@Body(Checked) body: AcceptForm): Promise<PersonView> {
    return this.done(await setPassword(this.database, { ...body, purpose: 'invitation' }));
  }

  @Post('password-resets/completion')
  @HttpCode(200)
  @Does('password.set')
  async complete(@Body(Checked) body: ResetForm): Promise<PersonView> {
    return this.done(await setPassword(this.database, { ...body, purpose: 'reset' }));
  }

  private async done(person: Person): Promise<PersonView> {
    await this.roster.refresh();
    return { ...personView(person), hasPassword: true };
  }
}
