import type { PipeTransform } from '@nestjs/common';
import { PHOTO_SIZES, type PhotoSize } from '#contract/media';
import { NAME } from '#contract/names';
import { CodedError, type ProblemCode } from '#contract/problems';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

class NameInPath implements PipeTransform<string, string> {
  constructor(
    private readonly absent: ProblemCode,
    private readonly form = NAME,
  ) {}

  transform(name: string): string {
    if (!this.form.test(name)) throw new CodedError(this.absent, 'There is nothing by this name.');
    return name;
  }
}
export const StoryName = new NameInPath('story_not_found');
export const MetricName = new NameInPath('unknown_metric');
export const UpdateName = new NameInPath('update_not_found');
export const FilingName = new NameInPath('filing_not_found');
export const PersonName = new NameInPath('person_not_found');
export const PhotoName = new NameInPath('photo_not_found', UUID);
export const SessionName = new NameInPath('session_not_found');
/** A uuid, as Postgres takes one. */
class UuidInPath implements PipeTransform<string, string> {
  constructor(private readonly absent: ProblemCode) {}

  transform(id: string): string {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      throw new CodedError(this.absent, 'There is nothing by this id.');
    return id.toLowerCase();
  }
}
export const FlagName = new UuidInPath('flag_not_found');
export const NoteName = new NameInPath('note_not_found');
export const KeyName = new NameInPath('api_key_not_found');

/** `phone` or `desktop`, with an ending where it is a file. */
class SizeInPath implements PipeTransform<string, PhotoSize> {
  constructor(private readonly ending: string) {}

  transform(name: string): PhotoSize {
    const size = (Object.keys(PHOTO_SIZES) as PhotoSize[]).find((each) => name === each + this.ending);
    if (!size) throw new CodedError('photo_not_found', 'There is no such size of a photo.');
    return size;
  }
}
export const PhotoSizeName = new SizeInPath('');
export const PhotoFileName = new SizeInPath('.webp');
