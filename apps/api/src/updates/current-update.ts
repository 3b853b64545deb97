import { Injectable } from '@nestjs/common';
import { CodedError, type ProblemCode } from '#contract/problems';
import { JournalReader } from '#journal/read/journal-reader';
import { readUpdate } from '#journal/read/update-history';

const TELLING: readonly ProblemCode[] = ['stale_revision', 'revision_required', 'update_retracted'];

/** What an update is now, for those whose change of it is refused. */
@Injectable()
export class CurrentUpdate {
  constructor(private readonly reader: JournalReader) {}

  /** The refusal carries the update as it is: the sender holds both versions. Nothing is read of what is recorded. */
  async told<T>(story: string, id: string, change: Promise<T>): Promise<T> {
    try {
      return await change;
    } catch (error) {
      if (error instanceof CodedError && TELLING.includes(error.code)) {
        const found = await this.reader.atOneMoment((tx) => readUpdate(tx, story, id)).catch(() => null);
        error.current ??= found?.update;
      }
      throw error;
    }
  }
}
