import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import {
  type EmbedItem,
  type MediaItem,
  PHOTO_FLAGS,
  type PhotoFlag,
  type PhotoItem,
  type ReviewPhoto,
} from '#contract/media';
import { Given } from '../http/given.decorator.js';

const EMBED = { protocols: ['https'], require_protocol: true, disallow_auth: true, require_tld: false };
const SOMETHING = { message: 'must say something' };

/** One of two: a photo with what can be seen on it, or a card of something elsewhere. */
export class MediaItemForm implements Partial<PhotoItem>, Partial<EmbedItem> {
  @ValidateIf(({ embed }: MediaItemForm) => embed === undefined) @IsUUID() photo?: string;
  @ValidateIf(({ photo }: MediaItemForm) => photo !== undefined)
  @IsString()
  @Matches(/\S/, SOMETHING)
  @MaxLength(1_000)
  alt?: string;
  @Given() @IsString() @MaxLength(200) credit?: string;
  @ValidateIf(({ photo }: MediaItemForm) => photo === undefined)
  @IsUrl(EMBED)
  @MaxLength(2_000)
  embed?: string;
  @ValidateIf(({ embed }: MediaItemForm) => embed !== undefined)
  @IsString()
  @Matches(/\S/, SOMETHING)
  @MaxLength(300)
  title?: string;
}

/** Whether it says nothing beside what one of the two has. */
export function isOneKind(item: unknown): item is MediaItem {
  if (typeof item !== 'object' || item === null) return false;
  const of = 'photo' in item ? ['photo', 'alt', 'credit'] : ['embed', 'title'];
  return Object.keys(item).every((key) => of.includes(key));
}

export class ReviewPhotoForm implements ReviewPhoto {
  @IsIn(['approved', 'refused']) state: 'approved' | 'refused';
  @Given() @IsArray() @ArrayUnique() @IsIn(PHOTO_FLAGS, { each: true }) flags?: PhotoFlag[];
  @Given() @IsBoolean() flagsSeen?: boolean;
}
