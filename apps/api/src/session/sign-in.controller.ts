import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { IsBoolean, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessGrant, PASSWORD, type RefreshSession, type SignIn } from '#contract/people';
import { CodedError } from '#contract/problems';
import { whoSignsIn } from '#desk/credentials';
import { inTurn } from '#desk/passwords';
import { People } from '#desk/people';
import { Roster } from '#desk/roster';
import { type Entered, Sessions } from '#desk/sessions';
import { Does } from '../access/access.guard.js';
import { Checked, CheckedIfSent } from '../http/checked.js';
import { Given } from '../http/given.decorator.js';
import { AccessTokens } from './access-tokens.js';
import { Guessing } from './guessing.js';
import { checkOrigin, checkOwnPage } from './page-origin.js';
import { REFRESH_PATH, refreshTokenIn, setRefreshCookie } from './refresh-cookie.js';

/** Names of any form: one that nobody can have is as wrong as any other. */
export class SignInForm implements SignIn {
  @IsString() @MinLength(1) @MaxLength(200) name: string;
  @IsString() @MinLength(1) @MaxLength(PASSWORD.most) password: string;
}

export class RefreshForm implements RefreshSession {
  @Given() @IsUUID() requestId?: string;
  @Given() @IsBoolean() ifAny?: boolean;
}

@Controller()
export class SignInController {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly tokens: AccessTokens,
    private readonly guessing: Guessing,
    private readonly roster: Roster,
  ) {}

  /** By name and password. The access token holds for ten minutes; the refresh token comes as a cookie. */
  @Post('v1/sign-in')
  @HttpCode(200)
  @Does('session.open')
  async signIn(
    @Body(Checked) credentials: SignInForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessGrant> {
    checkOrigin(request);
    // not in turn: while Redis says nothing, each waits for it, but not for one another
    const wasNoGuess = await this.guessing.begin(request, credentials.name);
    const { person, session } = await inTurn(() => this.enter(credentials));
    await wasNoGuess();
    setRefreshCookie(request, reply.header('cache-control', 'no-store'), session.refreshToken);
    return this.tokens.grant(person, session.id);
  }

  /** Takes the cookie, and gives the next one. A cookie that was used before ends the session. */
  @Post(REFRESH_PATH)
  @HttpCode(200)
  @Does('session.open')
  async refresh(
    @Body(CheckedIfSent) { requestId, ifAny = false }: RefreshForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessGrant | undefined> {
    const arrived = performance.now();
    checkOwnPage(request);
    try {
      const token = refreshTokenIn(request);
      if (token === undefined) throw new CodedError('session_over', 'There is no session to refresh.');
      const { id, person, refreshToken } = await this.sessions
        .renew(token, { arrived, requestId })
        .catch((error: unknown) => this.overHere(error));
      setRefreshCookie(request, reply.header('cache-control', 'no-store'), refreshToken);
      return await this.tokens.grant(await this.people.withId(person), id);
    } catch (error) {
      if (!ifAny || !isOver(error)) throw error;
      void reply.status(204).header('cache-control', 'no-store');
      return undefined;
    }
  }

  /** A session that ends with the attempt is over, access token and all, before whoever tried is told. */
  private async overHere(error: unknown): Promise<never> {
    await this.roster.refresh();
    throw error;
  }

  private async enter(credentials: SignIn): Promise<Entered> {
    const person = await whoSignsIn(this.roster, credentials);
    const entered = person && (await this.sessions.open(person));
    if (!entered)
      throw new CodedError('wrong_password', 'Check both. Who has forgotten it asks an admin for a reset.');
    return entered;
  }
}

const isOver = (error: unknown) => error instanceof CodedError && error.code === 'session_over';
