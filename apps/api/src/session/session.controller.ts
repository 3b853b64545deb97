import { Body, Controller, Get, Headers, HttpCode, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { CodedError } from '#contract/problems';
import type { Actor } from '#domain/story/command';
import { Revocations } from '#journal/revocations';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
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
  ) {}

  /** Who the token belongs to and until when. */
  @Get('session')
  @Does('session.read')
  async session(@Headers('authorization') authorization: string): Promise<Actor & { expiresAt: string }> {
    const { actor, expiresAt } = await this.tokens.verify(authorization.slice('bearer '.length).trim());
    return { ...actor, expiresAt: new Date(expiresAt * 1000).toISOString() };
  }

  /** The token is refused everywhere within a second. */
  @Post('revocations')
  @HttpCode(201)
  @Does('token.revoke')
  async revoke(
    @Body(Checked) { token }: RevocationForm,
    @Asking() { story, cities }: Actor,
  ): Promise<{ revoked: string }> {
    if (story !== null || cities !== null)
      throw new CodedError('not_allowed', 'A token for one story or some cities ends no others.');
    const { id, actor } = await this.tokens.verify(token).catch(() => {
      throw malformed('token', 'is no token that holds');
    });
    await this.revocations.revoke(id);
    return { revoked: actor.name };
  }
}
