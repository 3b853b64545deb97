import type { Server as HttpServer } from 'node:http';
import type { DeskBell } from '#live/desk-bell';
import type { ReaderCounts } from '#live/reader-counts';
import { Audience } from './audience/audience.js';
import { DeskNews } from './desk/desk-news.js';
import { DeskSessions } from './desk/desk-sessions.js';
import { Entrance } from './entrance.js';
import { StoryFeeds } from './feed/story-feeds.js';
import { Follows } from './follow/follows.js';
import type { GatewayConfig } from './gateway-config.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { Admission } from './line/admission.js';
import { LineServer } from './line/line-server.js';
import { openFilesLimit, withinOpenFiles } from './open-files.js';
import { Readers } from './reader/readers.js';
import { Session } from './socket/session.js';
import { ApiClient } from './source/api-client.js';
import { type StoryLog, StorySource } from './source/story-source.js';
import { Streams } from './sse/streams.js';

/** Time for the last words to leave before connections are ended. */
const LAST_WORDS_MS = 500;

/** One gateway: the parts and how they hang together. */
export class Gateway {
  readonly metrics = new GatewayMetrics();
  readonly readers = new Readers(this.metrics);
  private readonly feeds: StoryFeeds;
  private readonly desk: DeskSessions;
  private readonly audience: Audience;
  private readonly news: DeskNews;
  private readonly lines: LineServer;
  private readonly entrance: Entrance;
  private isDraining = false;

  constructor(config: GatewayConfig, log: StoryLog, counts: ReaderCounts, bell: DeskBell) {
    const { readers, metrics } = this;
    const { name, allowedOrigins: origins, compression } = config;
    const limits = withinOpenFiles(config.admission, openFilesLimit());
    metrics.gauges.connectionsLimit = limits.connections;
    const api = new ApiClient(config);
    this.feeds = new StoryFeeds(new StorySource(log, api, metrics), metrics);
    this.desk = new DeskSessions(api);
    const follows = new Follows(this.feeds, metrics);
    this.audience = new Audience(this.feeds, counts);
    this.news = new DeskNews(api, this.desk, bell);
    const means = { follows, readers, desk: this.desk, audience: this.audience, news: this.news, api };
    this.lines = new LineServer(
      { name, origins, compression },
      (line) => new Session(line, means),
      metrics.by.terminations,
    );
    const streams = new Streams(follows, readers, compression);
    this.entrance = new Entrance(this.lines, streams, new Admission(limits), origins, metrics);
  }

  async start(http: HttpServer): Promise<void> {
    this.entrance.attach(http);
    this.lines.start();
    this.readers.start();
    this.desk.start();
    this.audience.start();
    await this.news.start();
    await this.feeds.start();
  }

  /** Takes nobody new, tells everyone to move with jitter, and ends what is left. */
  async drain(): Promise<void> {
    if (this.isDraining) return;
    this.isDraining = true;
    this.entrance.drain();
    this.readers.moveAll();
    await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
    this.lines.close();
    await this.audience.stop();
    this.news.stop();
    this.feeds.stop();
    this.desk.stop();
    this.readers.stop();
  }
}
