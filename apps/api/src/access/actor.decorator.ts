import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Actor } from '#domain/story/command';
import type { ActorRequest } from './access.guard.js';

/** Who asks, on routes that need a token. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActorRequest>();
  if (!actor) throw new CodedError('not_signed_in', 'A bearer token is needed.');
  return actor;
});
