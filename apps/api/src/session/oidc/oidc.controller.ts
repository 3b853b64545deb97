import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { CodedError } from '#contract/problems';
import { Identities } from '#desk/identities';
import { Roster } from '#desk/roster';
import { Sessions } from '#desk/sessions';
import { sealKey } from '#journal/token-key';
import { Does } from '../../access/access.guard.js';
import { SIGNING_KEY } from '../../access/signing-key.js';
import { originOf } from '../../http/origin.js';
import { PageProblemFilter } from '../../pages/page-problem.filter.js';
import { setRefreshCookie } from '../refresh-cookie.js';
import { CALLBACK_PATH, keepFlow, takeFlow } from './oidc-flow.js';
import { OidcIssuer } from './oidc-issuer.js';
import { isLoopback, oidcSettings } from './oidc-settings.js';

/** Where the desk's pages are; they take the cookie from there. */
const DESK = '/desk';

/** Signing in with an account elsewhere. A browser goes through here; no token is in any address. */
@Controller()
@UseFilters(PageProblemFilter)
export class OidcController {
  private readonly issuer: OidcIssuer | null;
  private readonly key: Buffer;

  constructor(
    @Inject(SIGNING_KEY) key: JWK,
    private readonly identities: Identities,
    private readonly sessions: Sessions,
    private readonly roster: Roster,
  ) {
    const settings = oidcSettings(process.env);
    this.issuer = settings && new OidcIssuer(settings);
    this.key = sealKey(key);
  }

  @Get('v1/oidc/start')
  @Does('session.open')
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { address, flow } = await this.required().begin(this.address(request).href);
    keepFlow(request, reply, this.key, flow);
    void leaveFor(reply, address.href);
  }

  @Get(CALLBACK_PATH)
  @Does('session.open')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const issuer = this.required();
    const flow = takeFlow(request, reply, this.key);
    if (!flow) throw refused('This sign-in was begun elsewhere, or too long ago. Begin again.');
    const cameBackTo = this.address(request);
    cameBackTo.search = new URL(request.url, 'http://here').search;
    const vouched = await issuer.finish(cameBackTo, flow);
    const person = await this.identities.whoIs(vouched, issuer.settings.newcomers);
    const entered = person && (await this.sessions.open(person));
    if (!entered) throw refused('Nobody here is expected with this account. An admin invites people.');
    await this.roster.refresh();
    setRefreshCookie(request, reply, entered.session.refreshToken);
    void leaveFor(reply, DESK);
  }

  private required(): OidcIssuer {
    if (!this.issuer) throw new CodedError('not_found', 'Nobody signs in elsewhere here.');
    return this.issuer;
  }

  /** The newsroom's own address; what a request says it is holds on this machine only. */
  private address(request: FastifyRequest): URL {
    const origin = originOf(request);
    if (!process.env['PUBLIC_URL'] && !(URL.canParse(origin) && isLoopback(new URL(origin))))
      throw new CodedError(
        'unavailable',
        'PUBLIC_URL is not set: the issuer would not know where to send people.',
      );
    return new URL(CALLBACK_PATH, origin);
  }
}

const refused = (why: string): CodedError => new CodedError('sign_in_refused', why);

function leaveFor(reply: FastifyReply, address: string): FastifyReply {
  return reply
    .status(303)
    .header('location', address)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .send();
}
