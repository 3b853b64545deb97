import { Injectable } from '@nestjs/common';
import { CodedError, type ProblemCode } from '#contract/problems';
import { JournalReader } from '#journal/read/journal-reader';
import { readUpdate, type UpdateWithRevisions } from '#journal/read/update-history';

const TELLING: readonly ProblemCode[] = ['stale_revision', 'revision_required', 'update_retracted'];
/** Of an update as a key event. */
const OF_KEY_EVENT: readonly ProblemCode[] = ['stale_version', 'version_required'];

/** What an update is now, for those whose change of it is refused. */
@Injectable()
export class CurrentUpdate {
  constructor(private readonly reader: JournalReader) {}

  /** The refusal carries the update as it is: the sender holds both versions. Nothing is read of what is recorded. */
  async told<T>(story: string, id: string, change: Promise<T>): Promise<T> {
    try {
      return await change;
    } catch (error) {
      if (error instanceof CodedError) await this.tell(error, story, id);
      throw error;
    }
  }

  /** As `told`, of a change of two: both as they are, whichever was changed meanwhile. */
  async toldOfBoth<T>(story: string, ids: readonly [string, string], change: Promise<T>): Promise<T> {
    try {
      return await change;
    } catch (error) {
      if (error instanceof CodedError && TELLING.includes(error.code)) {
        const found = await Promise.all(ids.map((id) => this.read(story, id)));
        error.current = found.map((each) => each?.update ?? null);
      }
      throw error;
    }
  }

  private async tell(error: CodedError, story: string, id: string): Promise<void> {
    const ofKeyEvent = OF_KEY_EVENT.includes(error.code);
    if (!ofKeyEvent && !TELLING.includes(error.code)) return;
    const found = await this.read(story, id);
    if (!found) return;
    const { update, keyEventVersion: version } = found;
    error.current = ofKeyEvent ? { version, update } : update;
  }

  /** The refusal is told in any case. */
  private read(story: string, id: string): Promise<UpdateWithRevisions | null> {
    return this.reader.atOneMoment((tx) => readUpdate(tx, story, id)).catch(() => null);
  }
}
