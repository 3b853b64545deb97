import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import type { SessionView } from '#contract/people';
import { enterAlone } from '#desk/desk-log';
import { Roster } from '#desk/roster';
import { Sessions } from '#desk/sessions';
import { KEY_START } from '#desk/secrets';
import type { Actor } from '#domain/story/command';
import { Revocations } from '#journal/revocations';
import { Asking, AskingSession } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import type { Session } from '../access/token-session.js';
import { Tokens } from '../access/tokens.js';
import { Checked } from '../http/checked.js';
import { malformed } from '../http/query.js';

export class RevocationForm {
  @IsString() @MaxLength(8_000) token: string;
}

@Controller('v1')
export class SessionController {
  constructor(
    private readonly tokens: Tokens,
    private readonly revocations: Revocations,
    private readonly sessions: Sessions,
    private readonly roster: Roster,
    private readonly database: DataSource,
  ) {}

  /** Who the token belongs to and until when. */
  @Get('session')
  @Does('session.read')
  session(@AskingSession() { name, role, memberships, expiresAt }: Session): SessionView {
    const [only = { story: null, cities: null }, ...more] = memberships ?? [];
    const isOne = memberships === null || (memberships.length === 1 && more.length === 0);
    const until = expiresAt === null ? null : new Date(expiresAt * 1000).toISOString();
    return { name, role, ...(isOne ? only : {}), memberships, expiresAt: until };
  }

  /** The token is refused everywhere within a second; of somebody who signed in, the whole session. */
  @Post('revocations')
  @HttpCode(201)
  @Does('token.revoke')
  async revoke(
    @Body(Checked) { token }: RevocationForm,
    @Asking() { name: actor }: Actor,
  ): Promise<{ revoked: string }> {
    if (token.startsWith(KEY_START)) throw malformed('token', 'is a key: end it at /v1/api-keys');
    const { id, name, signedIn } = await this.tokens.verify(token).catch(() => {
      throw malformed('token', 'is no token that holds');
    });
    await enterAlone(this.database, {
      ...{ story: null, actor, action: 'token.revoked', about: id, detail: { holder: name } },
    });
    await this.revocations.revoke(id);
    if (signedIn) await this.sessions.end(signedIn.session).then(() => this.roster.refresh());
    return { revoked: name };
  }
}
