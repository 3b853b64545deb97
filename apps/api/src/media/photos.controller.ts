import type { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PHOTO_FLAGS, PHOTO_STATES, type PhotoFlag, type PhotoState, type PhotoView } from '#contract/media';
import { CodedError } from '#contract/problems';
import { noSuchPhoto, Photos } from '#desk/photos';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { PhotoFiles } from '#media/photo-files';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { PhotoName, PhotoSizeName, StoryName } from '../http/names.js';
import { malformed } from '../http/query.js';
import { AtTheDesk } from '../stories/at-the-desk.js';
import type { PhotoSize } from '#contract/media';
import { ReviewPhotoForm } from './media.form.js';
import { PhotoIntake } from './photo-intake.js';
import { PhotoReview } from './photo-review.js';
import { sendPhoto } from './send-photo.js';

@Controller('v1/stories/:story/photos')
export class PhotosController {
  constructor(
    private readonly photos: Photos,
    private readonly intake: PhotoIntake,
    private readonly reviews: PhotoReview,
    private readonly files: PhotoFiles,
    private readonly stories: AtTheDesk,
  ) {}

  @Put(':photo')
  @Does('photo.upload')
  async upload(
    @Param('story', StoryName) story: string,
    @Param('photo', PhotoName) id: string,
    @Query('flags') flags: unknown,
    @Body() bytes: Readable | undefined,
    @Asking() { name: by }: Actor,
  ): Promise<PhotoView> {
    if (!bytes || typeof bytes[Symbol.asyncIterator] !== 'function')
      throw new CodedError('unsupported_media_type', 'Send the photo itself, as image/jpeg, png or webp.');
    await this.stories.has(story);
    return this.intake.take({ story, id, flags: flagsIn(flags), by, bytes });
  }

  @Get()
  @Does('photo.list')
  async list(
    @Param('story', StoryName) story: string,
    @Query('state') state: unknown = 'waiting',
  ): Promise<{ photos: PhotoView[] }> {
    const asked = PHOTO_STATES.find((each) => each === state) as PhotoState | undefined;
    if (!asked) throw malformed('state', `must be ${PHOTO_STATES.join(', ')}`);
    return { photos: await this.photos.list(story, asked) };
  }

  @Get(':photo')
  @Does('photo.read')
  read(
    @Param('story', StoryName) story: string,
    @Param('photo', PhotoName) id: string,
    @Asking() actor: Actor,
  ): Promise<PhotoView> {
    return this.seenBy(actor, story, id);
  }

  /** As the desk sees it, approved or not. */
  @Get(':photo/:size')
  @Does('photo.read')
  async file(
    @Param('story', StoryName) story: string,
    @Param('photo', PhotoName) id: string,
    @Param('size', PhotoSizeName) size: PhotoSize,
    @Asking() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.seenBy(actor, story, id);
    sendPhoto(reply, await this.files.get(story, id, size), 'no-store');
  }

  /** Lets it out to readers of all updates that name it, or takes it from them. */
  @Post(':photo/review')
  @HttpCode(200)
  @Does('photo.review')
  review(
    @Param('story', StoryName) story: string,
    @Param('photo', PhotoName) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(Checked) body: ReviewPhotoForm,
    @Asking() actor: Actor,
  ): Promise<PhotoView> {
    return this.reviews.decide(story, id, { ...body, ifMatch: versionIn(ifMatch) }, actor);
  }

  /** Before an editor has approved it, a photo is nothing to reporters but the one who sent it. */
  private async seenBy({ role, name }: Actor, story: string, id: string): Promise<PhotoView> {
    const photo = await this.photos.withId(story, id);
    if (role !== 'reporter' || photo.uploadedBy === name || photo.state === 'approved') return photo;
    throw noSuchPhoto();
  }
}

function flagsIn(given: unknown): PhotoFlag[] {
  if (given === undefined || given === '') return [];
  const named = typeof given === 'string' ? given.split(',') : [];
  const flags = PHOTO_FLAGS.filter((flag) => named.includes(flag));
  if (flags.length !== named.length || named.length === 0)
    throw malformed('flags', `must be of ${PHOTO_FLAGS.join(', ')}, with commas between`);
  return flags;
}

function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new CodedError(
      'revision_required',
      'Send If-Match with the version of the photo that was looked at.',
    );
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw malformed('If-Match', 'must be a version number');
  return Number(version);
}
