import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Photos } from '#desk/photos';
import type { UpdateContent } from '#contract/update';
import type { Command } from '#domain/story/command';
import type { Write } from '#journal/append/decide-writes';
import { Journal } from '#journal/journal';
import { RecordedWrite } from '../http/recorded-write.js';
import { Positions } from './positions.js';

/** The photos that what is written names. */
function photosIn({ command }: Write): string[] {
  const { media } = command.type === 'restore' ? command.before.content : contentIn(command);
  return (media ?? []).flatMap((item) => ('photo' in item ? item.photo : []));
}

function contentIn(command: Command): Pick<UpdateContent, 'media'> {
  if ('media' in command) return { media: command.media ?? [] };
  return 'content' in command ? command.content : {};
}

/** Records a write; whoever reads here after the receipt finds it. */
@Injectable()
export class Recorder {
  constructor(
    private readonly journal: Journal,
    private readonly positions: Positions,
    private readonly photos: Photos,
  ) {}

  async append(story: string, write: Write): Promise<RecordedWrite> {
    const photos = photosIn(write);
    const asked = photos.length === 0 ? write : await this.withApproved(story, write, photos);
    const { receipt, repeated } = await this.journal.append(story, asked);
    this.positions.reached(story, receipt);
    if (photos.length > 0 && !repeated && receipt.revision !== null)
      await this.showApproved(story, { ...asked, update: receipt.id }, photos);
    return new RecordedWrite(receipt, repeated);
  }

  private async withApproved(story: string, write: Write, photos: readonly string[]): Promise<Write> {
    const approved = await this.photos.approvedOf(story, photos);
    return { ...write, command: { ...write.command, photos: Object.fromEntries(approved) } as Command };
  }

  /** Those approved since they were asked about: whoever approved them did not see this update yet. */
  private async showApproved(
    story: string,
    { command, actor, update: id }: Write & { readonly update: string },
    photos: readonly string[],
  ): Promise<void> {
    if (!('photos' in command) || !command.photos) return;
    for (const [photo, size] of await this.photos.approvedOf(story, photos)) {
      if (command.photos[photo]) continue;
      const key = randomUUID();
      const shown = { type: 'photo', id, photo, size } as const;
      const { receipt } = await this.journal.append(story, { key, hash: key, command: shown, actor });
      this.positions.reached(story, receipt);
    }
  }
}
