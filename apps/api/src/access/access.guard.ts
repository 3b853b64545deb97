import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import type { Actor } from '#domain/story/command';
import { ACTION, type Action, allows, POLICY } from '#domain/story/policy';
import { Tokens } from './tokens.js';

/** Names the row of the policy table that a route is held to. */
export const Does = (action: Action) => SetMetadata(ACTION, action);

/** The request with who asks; null for everyone. */
export type ActorRequest = FastifyRequest & { actor: Actor | null };

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const action = this.reflector.get<Action | undefined>(ACTION, context.getHandler());
    if (!action)
      throw new CodedError('not_allowed', 'This address has no policy and is closed to everybody.');
    const request = context.switchToHttp().getRequest<ActorRequest>();
    request.actor = POLICY[action] === 'everyone' ? null : await this.actorOf(request);
    if (!allows(action, request.actor?.role ?? null))
      throw new CodedError(
        'not_allowed',
        `This needs the role ${POLICY[action]}; the token has ${request.actor?.role}.`,
      );
    this.checkStory(request);
    return true;
  }

  private async actorOf(request: FastifyRequest): Promise<Actor> {
    const [scheme, token, ...more] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || more.length)
      throw new CodedError(
        'not_signed_in',
        'Send the header "Authorization: Bearer TOKEN". An admin makes tokens: npm run -s dateline -- token.',
      );
    return (await this.tokens.verify(token)).actor;
  }

  private checkStory({ actor, params }: ActorRequest): void {
    const story = (params as Record<string, string> | undefined)?.['story'];
    if (actor?.story && story !== undefined && story !== actor.story)
      throw new CodedError('not_allowed', `This token is for the story ${actor.story} only.`);
  }
}
