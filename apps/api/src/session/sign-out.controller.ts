import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import { Roster } from '#desk/roster';
import { Sessions } from '#desk/sessions';
import { Revocations } from '#journal/revocations';
import { Does } from '../access/access.guard.js';
import { bearerOf } from '../access/bearer.js';
import { Tokens } from '../access/tokens.js';
import { checkOwnPage } from './page-origin.js';
import { clearRefreshCookie, refreshTokenIn, SIGN_OUT_PATH } from './refresh-cookie.js';

@Controller()
export class SignOutController {
  constructor(
    private readonly sessions: Sessions,
    private readonly roster: Roster,
    private readonly tokens: Tokens,
    private readonly revocations: Revocations,
  ) {}

  /** Ends the session of the bearer token, or of the cookie, everywhere within a second. */
  @Post(SIGN_OUT_PATH)
  @HttpCode(204)
  @Does('session.end')
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const session =
      request.headers.authorization === undefined
        ? this.sessionOfCookie(request)
        : await this.sessionOfBearer(request).catch((error: unknown) => this.elseOfCookie(request, error));
    if (session !== null) await this.sessions.end(session);
    await this.roster.refresh();
    clearRefreshCookie(request, reply.header('cache-control', 'no-store'));
  }

  private sessionOfCookie(request: FastifyRequest): string | null {
    checkOwnPage(request);
    const token = refreshTokenIn(request);
    if (token === undefined) throw new CodedError('not_signed_in', 'There is no session to end.');
    return this.sessions.sessionOf(token);
  }

  /** Whose access token expired a moment ago signs out by the cookie that came along. */
  private elseOfCookie(request: FastifyRequest, error: unknown): string | null {
    const isOver = error instanceof CodedError && error.code === 'not_signed_in';
    if (!isOver || refreshTokenIn(request) === undefined) throw error;
    return this.sessionOfCookie(request);
  }

  /** A token that the command line made has no session: it is revoked. */
  private async sessionOfBearer(request: FastifyRequest): Promise<string | null> {
    const { id, signedIn, isKey } = await this.tokens.verify(bearerOf(request));
    if (isKey) throw new CodedError('not_allowed', 'An admin ends a key, at /v1/api-keys.');
    if (!signedIn) await this.revocations.revoke(id);
    return signedIn?.session ?? null;
  }
}
