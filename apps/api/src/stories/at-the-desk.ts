import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CodedError } from '#contract/problems';
import { isAtTheDesk } from '#journal/read/desk-stories';

/** Stories as the desk has them, drafts too. */
@Injectable()
export class AtTheDesk {
  constructor(private readonly database: DataSource) {}

  /** Throws CodedError `story_not_found`. */
  async has(story: string): Promise<void> {
    if (!(await isAtTheDesk(this.database, story)))
      throw new CodedError('story_not_found', `There is no story ${story}.`);
  }
}
