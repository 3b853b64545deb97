import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import type { Actor } from '#domain/story/command';
import { membershipIn } from '#domain/story/membership';
import { ABOUT_ONESELF, ACTION, type Action, allows, POLICY } from '#domain/story/policy';
import { COSTLY, Limits } from './limits.js';
import { bearerOf } from './bearer.js';
import type { Session } from './token-session.js';
import { Tokens } from './tokens.js';

/** Names the row of the policy table that a route is held to. */
export const Does = (action: Action) => SetMetadata(ACTION, action);

/** The request with who asks; both null for everyone. */
export type ActorRequest = FastifyRequest & { actor: Actor | null; session: Session | null };

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
    private readonly limits: Limits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const action = this.reflector.get<Action | undefined>(ACTION, context.getHandler());
    if (!action)
      throw new CodedError('not_allowed', 'This address has no policy and is closed to everybody.');
    const request = context.switchToHttp().getRequest<ActorRequest>();
    if (this.reflector.get<true | undefined>(COSTLY, context.getHandler())) this.limits.read(request);
    request.session = POLICY[action] === 'everyone' ? null : await this.tokens.verify(bearerOf(request));
    if (request.session) this.limits.write(request.session, request);
    if (!allows(action, request.session?.role ?? null))
      throw new CodedError(
        'not_allowed',
        `This needs the role ${POLICY[action]}; the token has ${request.session?.role}.`,
      );
    request.actor = request.session && actorIn(request.session, action, storyOf(request));
    return true;
  }
}

const storyOf = ({ params }: FastifyRequest): string | undefined =>
  (params as Record<string, string> | undefined)?.['story'];

/** Who asks, held to what they may touch in the story. What concerns no single story is for those who are members everywhere. */
export function actorIn({ name, role, memberships }: Session, action: Action, story?: string): Actor {
  if (story === undefined) {
    if (memberships === null || ABOUT_ONESELF.includes(action))
      return { name, role, story: null, cities: null };
    throw new CodedError('not_allowed', 'This concerns the whole newsroom; the token is for a part of it.');
  }
  const membership = membershipIn(memberships, story);
  if (!membership) throw new CodedError('not_allowed', `This token is not for the story ${story}.`);
  return { name, role, ...membership };
}
