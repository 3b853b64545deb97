import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FreezePerson, FrozenPerson, PulledUpdate } from '#contract/people';
import { CodedError } from '#contract/problems';
import { People } from '#desk/people';
import { type Person, personView } from '#desk/person';
import { Roster } from '#desk/roster';
import { stopScheduled } from '#desk/filings/stop-scheduled';
import type { Actor } from '#domain/story/command';
import { type FiledUpdate, readFiledBy } from '#journal/read/filed-by';
import { problemOf } from '../http/problem.filter.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { Withdrawal } from '../updates/withdrawal.js';

/** By then every api has read the roster, and what was being filed is recorded. */
const LAST_POSTS_MS = 750;
/** Takes an account away from whoever has it, and what was filed with it from readers. */
@Injectable()
export class Freezing {
  constructor(
    private readonly people: People,
    private readonly roster: Roster,
    private readonly database: DataSource,
    private readonly recorder: Recorder,
    private readonly withdrawal: Withdrawal,
  ) {}

  /** The same again pulls the same updates: what is retracted already stays so. Throws CodedError `not_allowed`. */
  async freeze(id: string, { pull = 0, note = '' }: FreezePerson, by: Actor): Promise<FrozenPerson> {
    checkRank(await this.people.withId(id), by);
    const person = await this.people.change(id, { state: 'frozen' }, by.name);
    await this.roster.refresh();
    await stopScheduled(this.database, person.name, by.name);
    if (pull === 0) return { person: personView(person), pulled: [] };
    const filed = await readFiledBy(this.database, person.name);
    const pulled = await this.pull(filed.slice(0, pull), note, by);
    await new Promise((later) => setTimeout(later, LAST_POSTS_MS));
    const now = await readFiledBy(this.database, person.name); // with what another api took in the meantime
    const known = new Set(filed.map(wordingOf));
    const more = now.filter((each) => !known.has(wordingOf(each))).length;
    const late = await this.pull(now.slice(0, pull + more), note, by);
    return { person: personView(person), pulled: [...pulled, ...late] };
  }

  private pull(filed: readonly FiledUpdate[], note: string, by: Actor): Promise<PulledUpdate[]> {
    const shown = filed.filter(({ isPublished }) => isPublished);
    return Promise.all(shown.map((each) => this.retract(each, note, by)));
  }

  private async retract(
    { story, id, filedBy }: FiledUpdate,
    note: string,
    actor: Actor,
  ): Promise<PulledUpdate> {
    const what = { story, id, ...(filedBy !== null && { filedBy }) };
    try {
      const write = { key: randomUUID(), hash: requestHash('retract', id, note), actor };
      const { receipt } = await this.recorder.append(story, {
        ...write,
        command: { type: 'retract', id, note },
      });
      await this.withdrawal.reached(story, receipt);
      return { ...what, receipt };
    } catch (error) {
      return { ...what, problem: problemOf(error) };
    }
  }
}

const wordingOf = ({ story, id, revision }: FiledUpdate): string => `${story}/${id}/${revision}`;

/** Admins are stopped by admins. */
function checkRank(person: Person, by: Actor): void {
  if (by.role === 'admin' || person.role !== 'admin') return;
  throw new CodedError('not_allowed', 'An admin’s account is frozen by an admin.');
}
