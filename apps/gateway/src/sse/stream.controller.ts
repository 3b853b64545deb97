import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Param, Query, Req, Res, SetMetadata } from '@nestjs/common';
import { ACTION, type Action } from '#domain/story/policy';
import { positionOf, roomName } from '../follow/follow-request.js';
import { Gateway } from '../gateway.js';
import { problemOf } from '../socket/answered.js';
import { refuse } from './sse-stream.js';

interface HttpRequest {
  readonly raw: IncomingMessage;
}
interface HttpReply {
  readonly raw: ServerResponse;
  hijack(): void;
}

@Controller('v1/stories/:story/stream')
export class StreamController {
  constructor(private readonly gateway: Gateway) {}

  /** Events `snapshot`, `frame`, `head` with `id: epoch:seq`. `Last-Event-ID`, or `?lastEventId=`, resumes. */
  @Get()
  @SetMetadata(ACTION, 'story.follow' satisfies Action)
  async stream(
    @Param('story') story: string,
    @Query() query: Record<string, unknown>,
    @Req() { raw: request }: HttpRequest,
    @Res() reply: HttpReply,
  ): Promise<void> {
    reply.hijack();
    try {
      const room = roomName({ story, city: query.city === '' ? undefined : query.city });
      const position = positionOf(lastEventId(request, query));
      await this.gateway.stream(reply.raw, position === undefined ? room : { ...room, position });
    } catch (error) {
      refuse(reply.raw, problemOf(error));
    }
  }
}

/** A browser sends the header when it reconnects; a page that already holds a position can only say it in the address. */
function lastEventId(request: IncomingMessage, query: Record<string, unknown>): string {
  const said = request.headers['last-event-id'] ?? query.lastEventId;
  return typeof said === 'string' ? said : '';
}
