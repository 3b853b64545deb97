import pg from 'pg';
import type { DataSource } from 'typeorm';
import { CHANNEL } from './doorbell-channel.js';
import { endWhenSilent, SILENT_MS } from './silence.js';
import { parseHead, type StoryHead } from './story-head.js';

/** A NOTIFY for every commit cost 60 % of the insert rate; one in 5 ms costs nothing that can be measured. */
const RING_INTERVAL_MS = 5;
const RECONNECT_MS = 1_000;
const CONNECT_MS = 5_000;

/** Tells relays that stories moved. Only a hint: relays poll, so a lost ring costs at most their poll interval. */
export class Doorbell {
  private readonly moved = new Map<string, StoryHead>();
  private timer: NodeJS.Timeout | undefined;
  private rang = 0;

  constructor(private readonly database: DataSource) {}

  /**
   * What a commit itself tells relays; null when they were told a moment ago, and {@link ring} does it after the commit.
   * It saves a round trip, and the reader 1.2 ms; one in 5 ms, since such a commit makes every other one like it wait.
   */
  withCommit(head: StoryHead): string | null {
    const now = Date.now();
    if (now - this.rang < RING_INTERVAL_MS) return null;
    this.rang = now;
    const first = this.moved.get(head.id)?.committedAt;
    this.moved.delete(head.id); // rung after this, it would lead relays back
    return JSON.stringify(first === undefined ? head : { ...head, committedAt: first });
  }

  ring(head: StoryHead): void {
    const first = this.moved.get(head.id)?.committedAt ?? head.committedAt;
    this.moved.set(head.id, first === undefined ? head : { ...head, committedAt: Math.floor(first) });
    const wait = this.rang + RING_INTERVAL_MS - Date.now();
    if (this.timer) return;
    if (wait <= 0) void this.notify();
    else this.timer = setTimeout(() => void this.notify(), wait);
  }

  private async notify(): Promise<void> {
    const heads = [...this.moved.values()].map((head) => JSON.stringify(head));
    this.moved.clear();
    this.timer = undefined;
    if (heads.length === 0) return;
    this.rang = Date.now();
    // A ring that is lost in a crash costs a poll: it need not wait for the disk (7 ms of 15 from post to reader).
    await this.database
      .query(
        `select set_config('synchronous_commit', 'off', true), pg_notify($1, head) from unnest($2::text[]) as head`,
        [CHANNEL, heads],
      )
      .catch(() => undefined); // the poll behind the doorbell finds it
  }
}

/** Calls back with where each story is that moved, as `listenOn` does. */
export function listen(
  url: string,
  moved: (head: StoryHead) => void,
  silentMs = SILENT_MS,
): Promise<() => void> {
  const heard = (payload: string): void => {
    const head = parseHead(payload);
    if (head) moved(head);
  };
  return listenOn(url, CHANNEL, heard, silentMs);
}

/**
 * Calls back with what is notified on a channel. Connects again by itself, also when the first try fails, and when the
 * connection carries nothing any more, which it asks now and then.
 */
export function listenOn(
  url: string,
  channel: string,
  heard: (payload: string) => void,
  silentMs = SILENT_MS,
): Promise<() => void> {
  let ended = false;
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    if (ended) return;
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    client = next;
    let isOver = false;
    let asking: NodeJS.Timeout | undefined;
    const again = (): void => {
      clearInterval(asking);
      if (!ended && !isOver) setTimeout(() => void connect(), RECONNECT_MS);
      isOver = true;
    };
    next.on('error', again);
    next.on('end', again);
    next.on('notification', ({ payload = '' }) => heard(payload));
    try {
      await next.connect();
      endWhenSilent(next, silentMs);
      await next.query(`listen ${channel}`);
      // less often than an answer may take, so that one is asked at a time
      asking = setInterval(() => void next.query('select 1').catch(() => undefined), silentMs * 1.25);
    } catch {
      again();
      await next.end().catch(() => undefined); // it is gone, or was never there
    }
  };
  return connect().then(() => () => {
    ended = true;
    void client?.end();
  });
}
