import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { nameKey } from '#desk/person';
import { Roster } from '#desk/roster';
import { readAuthors } from '#journal/read/authors';
import { actorName } from '../access/key-session.js';
import { malformed } from '../http/query.js';

/** Who can be asked something in a story. */
@Injectable()
export class Recipients {
  constructor(
    private readonly database: DataSource,
    private readonly roster: Roster,
  ) {}

  /** The name as they sign, of somebody with an account, of a key that holds, or of who filed here. Throws CodedError `malformed`. */
  async named(story: string, wanted: string): Promise<string> {
    await this.roster.refresh(); // somebody may have come elsewhere in this very moment
    const person = this.roster.named(wanted);
    if (person) return person.name;
    const keys = this.roster.holdingKeys().map(({ name }) => actorName(name));
    const fit = (name: string): boolean => nameKey(name) === nameKey(wanted);
    const found = keys.find(fit) ?? ofOne(wanted, (await readAuthors(this.database, story)).filter(fit));
    if (found === undefined)
      throw malformed('to', 'must be the name of somebody here, or of who filed in the story');
    return found;
  }
}

/** Who sign alike are told apart by how they write it. */
const ofOne = (wanted: string, names: readonly string[]): string | undefined =>
  names.find((name) => name === wanted) ?? names[0];
