import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { JWK } from 'jose';
import { createClient, type RedisClientType } from 'redis';
import { DataSource } from 'typeorm';
import { ApiKeys } from '#desk/api-keys';
import { Leases } from '#desk/leases';
import { Filings } from '#desk/filings/filings';
import { Identities } from '#desk/identities';
import { Lockouts } from '#desk/lockouts';
import { Flags } from '#desk/flags';
import { People } from '#desk/people';
import { Photos } from '#desk/photos';
import { RefreshTokens } from '#desk/refresh-token';
import { Roster } from '#desk/roster';
import { Sessions } from '#desk/sessions';
import { JournalModule } from '#journal/journal.module';
import { refreshKey, signingKey } from '#journal/token-key';
import { Limits } from '../access/limits.js';
import { SIGNING_KEY } from '../access/signing-key.js';
import { DailyNames } from '../session/daily-names.js';
import { Guessing } from '../session/guessing.js';

/** Where attempts and writes are counted. */
const COUNTERS = Symbol('counters');

/** Who works here and how they sign in, of the journal's database. */
@Module({
  imports: [JournalModule],
  providers: [
    {
      provide: SIGNING_KEY,
      useFactory: () => signingKey(process.env['DATELINE_KEY'] ?? '.dateline/token-key.json'),
    },
    { provide: Roster, useFactory: (db: DataSource) => new Roster(db), inject: [DataSource] },
    { provide: People, useFactory: (db: DataSource) => new People(db), inject: [DataSource] },
    { provide: Leases, useFactory: (db: DataSource) => new Leases(db), inject: [DataSource] },
    { provide: Filings, useFactory: (db: DataSource) => new Filings(db), inject: [DataSource] },
    { provide: Photos, useFactory: (db: DataSource) => new Photos(db), inject: [DataSource] },
    { provide: Identities, useFactory: (db: DataSource) => new Identities(db), inject: [DataSource] },
    { provide: Flags, useFactory: (db: DataSource) => new Flags(db), inject: [DataSource] },
    { provide: ApiKeys, useFactory: (db: DataSource) => new ApiKeys(db), inject: [DataSource] },
    {
      provide: Sessions,
      useFactory: (db: DataSource, key: JWK) => new Sessions(db, new RefreshTokens(refreshKey(key))),
      inject: [DataSource, SIGNING_KEY],
    },
    {
      provide: Guessing,
      useFactory: (names: DailyNames, redis: RedisClientType, lockouts: Lockouts, roster: Roster) =>
        new Guessing(names, redis, lockouts, roster),
      inject: [DailyNames, COUNTERS, Lockouts, Roster],
    },
    {
      provide: Lockouts,
      useFactory: (db: DataSource, people: People) => new Lockouts(db, people),
      inject: [DataSource, People],
    },
    { provide: COUNTERS, useFactory: counterClient },
    {
      provide: DailyNames,
      useFactory: (key: JWK) => new DailyNames(refreshKey(key)),
      inject: [SIGNING_KEY],
    },
    {
      provide: Limits,
      useFactory: (names: DailyNames, redis: RedisClientType) => new Limits(names, redis, process.env),
      inject: [DailyNames, COUNTERS],
    },
  ],
  exports: [
    ...[SIGNING_KEY, Roster, People, Identities, ApiKeys, Sessions, Guessing, Limits],
    ...[Filings, Flags, Leases, Photos],
  ],
})
export class DeskModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly roster: Roster,
    @Inject(COUNTERS) private readonly counters: RedisClientType,
  ) {}

  onModuleInit(): Promise<void> {
    return this.roster.start();
  }

  onApplicationShutdown(): void {
    this.roster.stop();
    this.counters.destroy();
  }
}

/** Its own connection, on which nothing queues: who signs in never waits for Redis, and is not noticed by readers. */
function counterClient(): RedisClientType {
  const client: RedisClientType = createClient({
    url: process.env['REDIS_URL'] ?? '',
    disableOfflineQueue: true,
    pingInterval: 1_000,
    socket: { connectTimeout: 5_000, socketTimeout: 5_000, reconnectStrategy: () => 1_000 },
  });
  client.on('error', () => undefined); // the connection of the live state says that Redis is away
  client.connect().catch(() => undefined);
  return client;
}
