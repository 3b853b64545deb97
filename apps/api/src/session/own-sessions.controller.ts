import { Body, Controller, Delete, Get, Header, HttpCode, Param, Put, Req } from '@nestjs/common';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { type ChangePassword, type OwnSession, PASSWORD } from '#contract/people';
import { CodedError } from '#contract/problems';
import { endOwnSession, sessionsOf } from '#desk/own-sessions';
import { changePassword } from '#desk/password-secrets';
import { Roster } from '#desk/roster';
import { AskingSession } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import type { Session } from '../access/token-session.js';
import { Checked } from '../http/checked.js';
import { SessionName } from '../http/names.js';
import { Guessing } from './guessing.js';

export class ChangePasswordForm implements ChangePassword {
  @IsString() @MinLength(1) @MaxLength(PASSWORD.most) current: string;
  @IsString() @MinLength(PASSWORD.least) @MaxLength(PASSWORD.most) password: string;
}

/** What somebody who signed in does about their own account. */
@Controller('v1')
export class OwnSessionsController {
  constructor(
    private readonly database: DataSource,
    private readonly roster: Roster,
    private readonly guessing: Guessing,
  ) {}

  @Get('sessions')
  @Does('session.list')
  @Header('cache-control', 'no-store')
  async list(@AskingSession() session: Session): Promise<{ sessions: OwnSession[] }> {
    return { sessions: await sessionsOf(this.database, accountOf(session)) };
  }

  @Delete('sessions/:session')
  @HttpCode(204)
  @Does('session.close')
  async close(@Param('session', SessionName) id: string, @AskingSession() session: Session): Promise<void> {
    await endOwnSession(this.database, accountOf(session).person, id);
    await this.roster.refresh();
  }

  /** Ends their other sessions. Guesses at the present one count as those of who signs in. */
  @Put('session/password')
  @HttpCode(204)
  @Does('password.change')
  async change(
    @Body(Checked) passwords: ChangePasswordForm,
    @AskingSession() session: Session,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const account = accountOf(session);
    const wasNoGuess = await this.guessing.begin(request, session.name);
    await changePassword(this.database, account, passwords);
    await wasNoGuess();
    await this.roster.refresh();
  }
}

function accountOf({ signedIn }: Session): NonNullable<Session['signedIn']> {
  if (!signedIn)
    throw new CodedError('not_allowed', 'This is for who signed in; a key or token has no account.');
  return signedIn;
}
