import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Actor } from '#domain/story/command';
import type { ActorRequest } from './access.guard.js';
import type { Session } from './token-session.js';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<ActorRequest>();
const nobody = () => new CodedError('not_signed_in', 'A bearer token is needed.');

/** Who asks, on routes that need a token. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (!actor) throw nobody();
  return actor;
});

/** The same, with all they may touch and until when. */
export const AskingSession = createParamDecorator((_: unknown, context: ExecutionContext): Session => {
  const { session } = requestOf(context);
  if (!session) throw nobody();
  return session;
});
