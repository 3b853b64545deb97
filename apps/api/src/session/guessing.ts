import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RedisClientType } from 'redis';
import type { Lockouts } from '#desk/lockouts';
import { nameKey } from '#desk/person';
import type { Roster } from '#desk/roster';
import { addressPrefix } from './address-prefix.js';
import type { DailyNames } from './daily-names.js';
import { type Attempt, GuessLimits } from './guess-limits.js';

/** Slows down who guesses passwords. */
@Injectable()
export class Guessing {
  private readonly limits: GuessLimits;

  constructor(
    private readonly names: DailyNames,
    redis: RedisClientType,
    private readonly lockouts: Lockouts,
    private readonly roster: Roster,
  ) {
    this.limits = new GuessLimits(redis);
  }

  /** Throws CodedError `too_many_requests`. Resolves to what to call when the password was right. */
  async begin(request: FastifyRequest, name: string): Promise<() => Promise<void>> {
    await this.roster.refresh(); // under a password that is not known here yet, the count would begin anew when it is
    const attempt = this.attempt(request, name);
    await this.limits.begin(attempt, (limit) => {
      this.lockouts.enter(name, limit).catch(() => undefined); // it holds, whether or not it can be put on record
    });
    return () => this.limits.succeeded(attempt);
  }

  /** What was guessed at was the present password: with another one the counts of the name are new, at every api. */
  private attempt(request: FastifyRequest, name: string): Attempt {
    const prefix = addressPrefix(request);
    const guessedAt = this.roster.named(name)?.passwordHash ?? '';
    const person = this.names.ofPerson(`${nameKey(name)} ${guessedAt}`);
    const network = prefix === null ? null : this.names.ofNetwork(prefix);
    return { pair: `${person}${network ?? ''}`, name: person, network };
  }
}
