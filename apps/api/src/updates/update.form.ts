import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUrl,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { LIMITS } from '#contract/limits';
import { NAME } from '#contract/names';
import type { MediaItem } from '#contract/media';
import type { Override } from '#contract/override';
import {
  type Evidence,
  type FilingWishes,
  type Label,
  LABELS,
  type MergeUpdates,
  type PostUpdate,
  type RestoreUpdate,
  type RetractUpdate,
  type ReviseUpdate,
  type UpdateContent,
} from '#contract/update';
import { isOneKind, MediaItemForm } from '../media/media.form.js';
import { Given, NullOr, OrNull } from '../http/given.decorator.js';
import { FigureForm } from './figure.form.js';

const MEDIA_MESSAGE = 'each must be {photo, alt, credit?} or {embed, title}';

const WITH_OFFSET = /(Z|[+-]\d\d:\d\d)$/;
const OFFSET_MESSAGE = { message: 'must end in Z or an offset, as 2021-01-23T15:00:00+03:00' };

/** http and https only, no names and passwords before the host. */
const LINK = {
  protocols: ['http', 'https'],
  require_protocol: true,
  disallow_auth: true,
  require_tld: false,
};

export class EvidenceForm implements Evidence {
  /** One of the two at least. */
  @ValidateIf(({ url, quote }: Evidence) => url !== undefined || quote === undefined)
  @IsUrl(LINK)
  @MaxLength(2_000)
  url?: string;
  @Given() @IsString() @IsNotEmpty() @MaxLength(2_000) quote?: string;
}

export class OverrideForm implements Override {
  @IsString() @Matches(/\S/, { message: 'must say something' }) @MaxLength(1_000) reason: string;
}

/** What an update may have beside its words and figures. */
export class DetailsForm {
  @Given() @IsString() @MaxLength(200) byline?: string;
  @Given() @IsString() @MaxLength(300) headline?: string;
  @Given() @IsBoolean() keyEvent?: boolean;
  @Given() @IsArray() @ArrayMaxSize(10) @IsIn(LABELS, { each: true }) labels?: Label[];
  @Given()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => EvidenceForm)
  evidence?: EvidenceForm[];
  @Given()
  @IsArray()
  @ArrayMaxSize(LIMITS.mediaPerUpdate)
  @IsObject({ each: true })
  @ValidateBy(
    { name: 'one kind', validator: { validate: isOneKind } },
    { each: true, message: MEDIA_MESSAGE },
  )
  @ValidateNested({ each: true })
  @Type(() => MediaItemForm)
  media?: MediaItem[];
  @Given() @IsBoolean() confirmed?: boolean;
}

class ContentForm extends DetailsForm {
  @IsString() @Matches(/\S/, { message: 'must say something' }) @MaxLength(LIMITS.updateBytes) text: string;
  @IsArray()
  @ArrayMaxSize(LIMITS.figuresPerUpdate)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FigureForm)
  figures: FigureForm[];
}

/** A moment with its offset. */
export const IsMoment = (): PropertyDecorator => (target, property) => {
  IsISO8601({ strict: true, strictSeparator: true })(target, property as string);
  Matches(WITH_OFFSET, OFFSET_MESSAGE)(target, property as string);
  MaxLength(40)(target, property as string);
};

export class PostUpdateForm extends ContentForm implements PostUpdate {
  @Given() @IsMoment() sentAt?: string;
  @Given() @IsMoment() publishAt?: string;
  @Given() @IsMoment() embargoUntil?: string;
  @IsUUID() id: string;
  @NullOr() @IsString() @MaxLength(80) city: string | null;
  @IsMoment() occurredAt: string;
  @Given() @IsObject() @ValidateNested() @Type(() => OverrideForm) override?: OverrideForm;
  @Given() @IsBoolean() holdWithFigures?: boolean;
}

export class ReviseUpdateForm extends ContentForm implements ReviseUpdate {
  @IsUUID() requestId: string;
  @OrNull() @IsString() @MaxLength(80) city?: string | null;
  @Given() @IsMoment() occurredAt?: string;
  @ValidateIf(({ silent, correctionNote }: ReviseUpdate) => silent !== true || correctionNote !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  correctionNote?: string;
  @Given() @IsBoolean() silent?: boolean;
  @Given() @IsObject() @ValidateNested() @Type(() => OverrideForm) override?: OverrideForm;
}

export class MergeUpdatesForm extends ContentForm implements MergeUpdates {
  @IsUUID() requestId: string;
  @Matches(NAME) with: string;
  @IsInt() @Min(1) @Max(1_000_000) withRevision: number;
  @OrNull() @IsString() @MaxLength(80) city?: string | null;
  @Given() @IsMoment() occurredAt?: string;
  @IsString() @IsNotEmpty() @MaxLength(1_000) note: string;
  @Given() @IsObject() @ValidateNested() @Type(() => OverrideForm) override?: OverrideForm;
}

export class RetractUpdateForm implements RetractUpdate {
  @IsUUID() requestId: string;
  @IsString() @IsNotEmpty() @MaxLength(1_000) note: string;
}

export class RestoreUpdateForm implements RestoreUpdate {
  @IsUUID() requestId: string;
}

export class EraseUpdateForm {
  @IsUUID() requestId: string;
}

export class PostBatchForm {
  /** Each item is checked by itself, so that one that is wrong takes no other down. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(LIMITS.batchItems) @IsObject({ each: true }) updates: unknown[];
  @Given() @IsMoment() sentAt?: string;
}

/** The content as the journal takes it: only what was said, `city` null where none was. */
export function contentOf(form: PostUpdate): UpdateContent {
  const { id: _, override: __, holdWithFigures: ___, sentAt: ____, ...said } = form;
  const { publishAt: _____, embargoUntil: ______, ...content } = said;
  return { ...content, city: form.city ?? null };
}

/** What was wished along with the content; undefined: nothing. */
export function wishesOf({ override, holdWithFigures }: FilingWishes): FilingWishes | undefined {
  if (override === undefined && holdWithFigures === undefined) return undefined;
  return { ...(override && { override }), ...(holdWithFigures !== undefined && { holdWithFigures }) };
}
