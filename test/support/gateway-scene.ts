import { createClient } from 'redis';
import { LiveConnection } from '#live/live-connection';
import { type RunningGateway, startGateway } from './a-gateway.js';
import { AReader } from './a-reader.js';
import { ApiFixture } from './api-fixture.js';
import { BookRelay } from './book-relay.js';
import { StoryBook } from './story-book.js';
import { TcpLink } from './tcp-link.js';
import { waitUntil } from './wait-until.js';

export interface Told {
  readonly book: StoryBook;
  readonly relay: BookRelay;
}

/** The part of Redis that is this worker's: others empty theirs when they begin a file. Gateways here are given another address. */
export const OWN_REDIS = process.env.REDIS_URL ?? '';

/** A gateway between a real Redis, over a link that can be cut, and an api; and the readers of a test. */
export class GatewayScene {
  private readonly readers: AReader[] = [];

  private constructor(
    readonly api: ApiFixture,
    readonly redis: TcpLink,
    readonly gateway: RunningGateway,
    private readonly live: LiveConnection,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<GatewayScene> {
    const { hostname, port, pathname } = new URL(OWN_REDIS);
    const redis = await TcpLink.to(hostname, Number(port));
    const live = LiveConnection.open(OWN_REDIS);
    await waitUntil('Redis', () => live.available());
    const api = new ApiFixture();
    const apiUrl = await api.start();
    const gateway = await startGateway({
      ...{ API_URL: apiUrl, REDIS_URL: `redis://127.0.0.1:${redis.port}${pathname}`, ...env },
    });
    return new GatewayScene(api, redis, gateway, live);
  }

  /** A story that the api and Redis hold, with `posts` updates. */
  async aStory(posts = 0): Promise<Told> {
    const book = this.api.add(new StoryBook());
    const relay = new BookRelay(this.live, book);
    for (let i = 0; i < posts; i += 1) book.post('moscow', `Update ${i}`);
    await relay.carry();
    return { book, relay };
  }

  aReader(book: StoryBook, city?: string, options: ConstructorParameters<typeof AReader>[2] = {}): AReader {
    const room = city === undefined ? { story: book.story } : { story: book.story, city };
    const reader = new AReader(this.gateway.url, room, options);
    this.readers.push(reader);
    return reader;
  }

  /** Redis loses a story. */
  async forget({ story }: StoryBook): Promise<void> {
    const client = createClient({ url: OWN_REDIS });
    await client.connect();
    await client.del(['meta', 'log', 'view'].map((part) => `dl:{${story}}:${part}`));
    client.destroy();
  }

  leaveAll(): void {
    this.redis.restore();
    for (const reader of this.readers.splice(0)) reader.close();
  }

  async stop(): Promise<void> {
    this.leaveAll();
    await this.gateway.stop();
    await this.api.stop();
    await this.redis.close();
    this.live.close();
  }
}
