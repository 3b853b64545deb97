import { createClient, ErrorReply, type RedisClientType } from 'redis';
import { DOORBELL, parseRing, type Ring } from './doorbell.js';
import { FUNCTION_LIBRARY, type FunctionName, functionName } from './functions.lua.js';
import { LiveUnavailableError } from './live-unavailable.js';

const ANSWER_MS = 1_000;
const LOOK_AGAIN_MS = 10;
const CONNECT_PATIENCE_MS = 5_000;
/** Pings keep an idle socket below this; a server that hangs, or a dead peer, does not. */
const SILENT_SOCKET_MS = 5_000;
/** Replies that say "not now" about the whole server rather than about the command. */
const AWAY = /^(LOADING|BUSY|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN)/;

/**
 * The connections of one process to Redis. Reconnects for ever; while Redis is away or silent every call fails at
 * once with LiveUnavailableError, and nothing queues.
 */
export class LiveConnection {
  private readonly commands: RedisClientType;
  private bell: RedisClientType | undefined;
  /** Calls that are past their time: while there are any, more would only queue behind them. */
  private overdue = 0;
  private isClosed = false;

  /** Connects in the background; `onError` hears each failure to. */
  static open(url: string, onError: (error: Error) => void = () => {}): LiveConnection {
    const connection = new LiveConnection(url, onError);
    connection.commands.connect().catch(onError);
    return connection;
  }

  private constructor(
    private readonly url: string,
    private readonly onError: (error: Error) => void,
  ) {
    this.commands = this.client(true);
    this.commands.on('ready', () => void this.load().catch(onError));
  }

  available(): boolean {
    return this.commands.isReady && this.overdue === 0;
  }

  /** Resolves once Redis answers. Throws LiveUnavailableError when it does not within `ms`. */
  async whenAvailable(ms = CONNECT_PATIENCE_MS): Promise<void> {
    for (const end = Date.now() + ms; !this.available(); ) {
      if (Date.now() > end) throw new LiveUnavailableError(`not connected within ${ms} ms`);
      await new Promise((later) => setTimeout(later, LOOK_AGAIN_MS));
    }
  }

  /** The reply of one of our functions; loads them first where the server has lost them. */
  async callFunction(
    name: FunctionName,
    keys: readonly string[],
    args: readonly string[],
    readOnly: boolean,
  ): Promise<unknown> {
    const options = { keys: [...keys], arguments: [...args] };
    const call = () =>
      this.answered(() =>
        readOnly
          ? this.commands.fCallRo(functionName(name), options)
          : this.commands.fCall(functionName(name), options),
      );
    try {
      return await call();
    } catch (error) {
      if (!isFunctionMissing(error)) throw error;
      await this.load();
      return call();
    }
  }

  /** Calls back with every ring heard. Resolves when listening, or after a second all the same. */
  listen(listener: (ring: Ring) => void): Promise<() => void> {
    return this.hear(DOORBELL, (message) => {
      const ring = parseRing(message);
      if (ring) listener(ring);
    });
  }

  /** Throws LiveUnavailableError. */
  async publish(channel: string, message: string): Promise<void> {
    await this.answered(() => this.commands.publish(channel, message));
  }

  /** Calls back with every message of a channel. Resolves when listening, or after a second all the same. */
  async hear(channel: string, heard: (message: string) => void): Promise<() => void> {
    const bell = this.bell ?? this.client(false);
    if (!this.bell) {
      this.bell = bell;
      bell.connect().catch(this.onError);
    }
    const subscribed = bell.subscribe(channel, heard).catch(this.onError);
    await withinTime(subscribed);
    return () => void bell.unsubscribe(channel, heard).catch(this.onError);
  }

  close(): void {
    this.isClosed = true;
    this.commands.destroy();
    this.bell?.destroy();
  }

  private client(failFast: boolean): RedisClientType {
    const client: RedisClientType = createClient({
      url: this.url,
      disableOfflineQueue: failFast,
      pingInterval: ANSWER_MS,
      socket: {
        connectTimeout: SILENT_SOCKET_MS,
        socketTimeout: SILENT_SOCKET_MS,
        reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 5), 1_000),
      },
    });
    client.on('error', this.onError);
    // a client destroyed while its socket was still connecting comes alive all the same (redis 6.3.1)
    client.on('connect', () => this.isClosed && client.destroy());
    return client;
  }

  private async load(): Promise<void> {
    await this.answered(() => this.commands.functionLoad(FUNCTION_LIBRARY, { REPLACE: true }));
  }

  private async answered<T>(run: () => Promise<T>): Promise<T> {
    if (!this.available()) throw new LiveUnavailableError('not connected');
    const reply = run();
    try {
      const answer = await withinTime(reply);
      if (answer !== LATE) return answer;
    } catch (error) {
      if (error instanceof ErrorReply && !AWAY.test(error.message)) throw error;
      throw new LiveUnavailableError((error as Error).message, { cause: error });
    }
    this.overdue += 1;
    const settled = () => {
      this.overdue -= 1;
    };
    reply.then(settled, settled);
    throw new LiveUnavailableError(`no reply within ${ANSWER_MS} ms`);
  }
}

const LATE = Symbol('late');
async function withinTime<T>(promise: Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((done) => {
    timer = setTimeout(done, ANSWER_MS, LATE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isFunctionMissing = (error: unknown): boolean =>
  error instanceof ErrorReply && error.message.includes('Function not found');
