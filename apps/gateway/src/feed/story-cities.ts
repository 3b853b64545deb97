import type { Snapshot } from '#contract/snapshot';
import type { EncodedSnapshot } from '../source/story-source.js';

/** The ids of a story's cities: read from a snapshot once per setup of the story, whoever asks. */
export class StoryCities {
  private ids: Promise<ReadonlySet<string>> | null = null;

  constructor(private readonly snapshot: () => Promise<EncodedSnapshot>) {}

  async has(city: string): Promise<boolean> {
    const ids = this.ids ?? this.read();
    this.ids = ids;
    try {
      return (await ids).has(city);
    } catch (error) {
      if (this.ids === ids) this.ids = null;
      throw error;
    }
  }

  /** The story's setup may be another one now. */
  forget(): void {
    this.ids = null;
  }

  private async read(): Promise<ReadonlySet<string>> {
    const { story } = JSON.parse((await this.snapshot()).text) as Snapshot;
    return new Set(story.cities.map(({ id }) => id));
  }
}
