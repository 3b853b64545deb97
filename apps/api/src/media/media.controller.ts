import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { PhotoSize } from '#contract/media';
import { CodedError } from '#contract/problems';
import { Photos } from '#desk/photos';
import { updatesWithPhoto } from '#journal/read/photo-uses';
import { PhotoFiles } from '#media/photo-files';
import { Does } from '../access/access.guard.js';
import { PhotoFileName, PhotoName, StoryName } from '../http/names.js';
import { sendPhoto } from './send-photo.js';

/** A second at caches: what is taken back is gone from them after that, and a crowd asks here once. */
const CACHE = 'public, max-age=0, s-maxage=1, must-revalidate';

/** Photos as readers see them: approved, and named by an update that is published. */
@Controller('media')
export class MediaController {
  constructor(
    private readonly database: DataSource,
    private readonly photos: Photos,
    private readonly files: PhotoFiles,
  ) {}

  @Get(':story/:photo/:file')
  @Does('media.read')
  async file(
    @Param('story', StoryName) story: string,
    @Param('photo', PhotoName) photo: string,
    @Param('file', PhotoFileName) size: PhotoSize,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!(await this.isShown(story, photo)))
      throw new CodedError('photo_not_found', 'There is no photo at this address.');
    sendPhoto(reply, await this.files.get(story, photo, size), CACHE);
  }

  private async isShown(story: string, photo: string): Promise<boolean> {
    const approved = await this.photos.approvedOf(story, [photo]);
    return approved.has(photo) && (await updatesWithPhoto(this.database, story, photo)).length > 0;
  }
}
