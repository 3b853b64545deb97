import { Injectable, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RedisClientType } from 'redis';
import { CodedError } from '#contract/problems';
import { addressPrefix, isOfOurNetwork } from '../session/address-prefix.js';
import type { DailyNames } from '../session/daily-names.js';
import { Buckets } from './buckets.js';
import { SharedWrites } from './shared-writes.js';
import type { Session } from './token-session.js';

/** Under this name a route says that answering it costs more than what is shared by everybody. */
export const COSTLY = 'dateline:costly';
export const Costly = () => SetMetadata(COSTLY, true);

const WRITERS = 10_000;
const NETWORKS = 50_000;

interface Rule {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * What one writer may send and what one network may ask that costs much. Counted in this process, so that no request
 * waits for Redis; of writers the processes tell each other, of networks nothing leaves this one.
 */
@Injectable()
export class Limits {
  private readonly writes: Buckets | null;
  private readonly reads: Buckets | null;
  private readonly shared: SharedWrites | null;

  constructor(
    private readonly names: DailyNames,
    redis: RedisClientType,
    env: NodeJS.ProcessEnv,
  ) {
    const [writes, reads] = [ruleIn(env, 'LIMIT_WRITES', '50/200'), ruleIn(env, 'LIMIT_READS', '50/500')];
    this.writes = writes && new Buckets(writes, WRITERS);
    this.reads = reads && new Buckets(reads, NETWORKS);
    this.shared = writes && new SharedWrites(redis, writes, (writer) => names.ofPerson(writer));
  }

  /** Of people and keys. Who made a token at the command line runs the newsroom. Throws CodedError `too_many_requests`. */
  write(session: Session, { body, method }: Pick<FastifyRequest, 'body' | 'method'>): void {
    if (!this.writes || method === 'GET' || method === 'HEAD') return;
    const writer = session.signedIn?.person ?? (session.isKey ? session.id : null);
    if (writer === null) return;
    const cost = costOf(body);
    const shared = this.shared?.wait(writer, Date.now()) ?? 0;
    refuse(shared || this.writes.take(writer, cost, performance.now()));
    this.shared?.took(writer, cost);
  }

  /** Of readers, by network. Gateways, and proxies that do not say for whom they ask, are in ours. */
  read(request: FastifyRequest): void {
    if (!this.reads || isOfOurNetwork(request)) return;
    const prefix = addressPrefix(request);
    if (prefix !== null) refuse(this.reads.take(this.names.ofNetwork(prefix), 1, performance.now()));
  }
}

/** Each of a batch is one. */
function costOf(body: unknown): number {
  const { updates } = (body ?? {}) as { updates?: unknown };
  return Array.isArray(updates) ? Math.max(1, updates.length) : 1;
}

function refuse(seconds: number): void {
  if (seconds === 0) return;
  const wait = Math.ceil(seconds);
  throw new CodedError('too_many_requests', `Wait ${wait} s, then send it again.`, [], undefined, wait);
}

function ruleIn(env: NodeJS.ProcessEnv, name: string, otherwise: string): Rule | null {
  const text = env[name] || otherwise;
  if (text === 'off') return null;
  const [, perSecond, burst] = /^([1-9]\d{0,6})\/([1-9]\d{0,6})$/.exec(text) ?? [];
  if (!perSecond || !burst) throw new Error(`${name} must be as ${otherwise}: each second/at once, or off.`);
  return { perSecond: Number(perSecond), burst: Number(burst) };
}
