import type { Server as HttpServer, ServerResponse } from 'node:http';
import type { FollowRequest } from '#contract/follow';
import { problemDocument } from '#contract/problems';
import type { ReaderCounts } from '#live/reader-counts';
import { Audience } from './audience/audience.js';
import { DeskSessions } from './desk/desk-sessions.js';
import { StoryFeeds } from './feed/story-feeds.js';
import { Follows } from './follow/follows.js';
import type { GatewayConfig } from './gateway-config.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { Readers } from './reader/readers.js';
import { SocketServer } from './socket/socket-server.js';
import { ApiClient } from './source/api-client.js';
import { type StoryLog, StorySource } from './source/story-source.js';
import { refuse, SseStream } from './sse/sse-stream.js';

/** Time for the last words to leave before connections are ended. */
const LAST_WORDS_MS = 500;

/** One gateway: the parts and how they hang together. */
export class Gateway {
  readonly metrics = new GatewayMetrics();
  private readonly readers = new Readers(this.metrics);
  private readonly feeds: StoryFeeds;
  private readonly follows: Follows;
  private readonly sessions: DeskSessions;
  private readonly sockets: SocketServer;
  private readonly audience: Audience;
  private isDraining = false;

  constructor(config: GatewayConfig, log: StoryLog, counts: ReaderCounts) {
    const api = new ApiClient(config);
    this.feeds = new StoryFeeds(new StorySource(log, api, this.metrics), this.metrics);
    this.follows = new Follows(this.feeds, this.metrics);
    this.sessions = new DeskSessions(api);
    this.sockets = new SocketServer(config, this.follows, this.readers, this.sessions, api);
    this.audience = new Audience(this.feeds, counts);
    this.sockets.onDesk = (reader, socket) => this.audience.attend(reader, socket);
  }

  async start(http: HttpServer): Promise<void> {
    this.sockets.attach(http);
    this.readers.start();
    this.sessions.start();
    this.audience.start();
    await this.feeds.start();
  }

  /** Answers on `response`, for as long as the reader stays. */
  async stream(response: ServerResponse, request: FollowRequest): Promise<void> {
    if (this.isDraining) return refuse(response, problemDocument('unavailable'));
    const { story, city } = request;
    const room = city === undefined ? { story } : { story, city };
    await new SseStream(response, room, this.follows, this.readers).start(request);
  }

  /** Takes nobody new, tells everyone to move with jitter, and ends what is left. */
  async drain(): Promise<void> {
    if (this.isDraining) return;
    this.isDraining = true;
    this.sockets.drain();
    this.readers.moveAll();
    await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
    this.sockets.close();
    await this.audience.stop();
    this.feeds.stop();
    this.sessions.stop();
    this.readers.stop();
  }
}
