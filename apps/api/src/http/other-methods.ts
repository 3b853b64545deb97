import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import { sendProblem } from './problem.filter.js';

/** Marks a route that only says which methods its address takes. */
export const OTHER_METHOD = Symbol('other method');

/** At every address: OPTIONS tells the methods it takes, every other one that it does not take is answered 405. */
@Injectable()
export class OtherMethods implements OnApplicationBootstrap {
  private readonly server: FastifyInstance;
  private readonly taken = new Map<string, Set<string>>();

  constructor({ httpAdapter }: HttpAdapterHost) {
    this.server = httpAdapter.getInstance<FastifyInstance>();
    this.server.addHook('onRoute', ({ method, url }) => {
      const methods = this.taken.get(url) ?? new Set();
      for (const name of [method].flat()) methods.add(name);
      this.taken.set(url, methods);
    });
  }

  /** Every route is there by now. */
  onApplicationBootstrap(): void {
    for (const [url, taken] of [...this.taken]) {
      const others = this.server.supportedMethods.filter((method) => !taken.has(method));
      const allow = [...new Set([...taken, 'OPTIONS'])].sort().join(', ');
      this.server.route({
        ...{ url, method: others, exposeHeadRoute: false, config: { [OTHER_METHOD]: true } },
        onRequest: async (request, reply) => answer(request, reply.header('allow', allow), allow),
        handler: () => undefined, // answered before a body is read
      });
    }
  }
}

function answer({ method }: FastifyRequest, reply: FastifyReply, allow: string): FastifyReply {
  if (method === 'OPTIONS') return reply.status(204).send();
  sendProblem(reply, new CodedError('method_not_allowed', `This address takes ${allow}.`));
  return reply;
}
