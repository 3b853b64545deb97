import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import {
  type DeskSettings,
  type DiscardFiling,
  type PublishFiling,
  type Review,
  REVIEWS,
  type SaveDraft,
  type SendBackFiling,
  type SubmitFiling,
} from '#contract/filing';
import { LIMITS } from '#contract/limits';
import { NAME } from '#contract/names';
import { Given, OrNull } from '../http/given.decorator.js';
import { CityForm, SourceForm } from '../stories/story.form.js';
import { FigureForm } from '../updates/figure.form.js';
import { DetailsForm, IsMoment, OverrideForm } from '../updates/update.form.js';

const NEW_ONES = 20;
const TRUSTED = 1_000;
const LONGEST_DELAY = 15;

/** Whatever there is of it yet: it is checked when it is handed in. */
export class DraftForm implements SaveDraft {
  @IsObject() content: Record<string, unknown>;
}

export class SubmitForm implements SubmitFiling {
  @IsUUID() requestId: string;
  @Given() @IsMoment() sentAt?: string;
  @Given() @IsMoment() publishAt?: string;
  @Given() @IsMoment() embargoUntil?: string;
}

export class AdditionsForm {
  @Given()
  @IsArray()
  @ArrayMaxSize(NEW_ONES)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CityForm)
  cities?: CityForm[];
  @Given()
  @IsArray()
  @ArrayMaxSize(NEW_ONES)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SourceForm)
  sources?: SourceForm[];
}

/** What is left out stays as it was filed. */
export class PublishForm extends DetailsForm implements PublishFiling {
  @IsUUID() requestId: string;
  @Given() @Matches(NAME) story?: string;
  @Given() @IsBoolean() atOnce?: boolean;
  @Given() @IsInt() @Min(1) @Max(1_000_000) revision?: number;
  @Given() @IsString() @IsNotEmpty() @MaxLength(1_000) correctionNote?: string;
  @Given() @IsObject() @ValidateNested() @Type(() => OverrideForm) override?: OverrideForm;
  @Given() @IsMoment() publishAt?: string;
  @Given() @IsMoment() embargoUntil?: string;
  @Given() @IsObject() @ValidateNested() @Type(() => AdditionsForm) add?: AdditionsForm;
  @OrNull() @IsString() @MaxLength(80) city?: string | null;
  @Given() @IsMoment() occurredAt?: string;
  @Given()
  @IsString()
  @Matches(/\S/, { message: 'must say something' })
  @MaxLength(LIMITS.updateBytes)
  text?: string;
  @Given()
  @IsArray()
  @ArrayMaxSize(LIMITS.figuresPerUpdate)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FigureForm)
  figures?: FigureForm[];
}

export class SendBackForm implements SendBackFiling {
  @IsUUID() requestId: string;
  @IsString() @IsNotEmpty() @MaxLength(1_000) note: string;
}
export class DiscardForm implements DiscardFiling {
  @IsUUID() requestId: string;
  @Given() @IsString() @IsNotEmpty() @MaxLength(1_000) note?: string;
}

@ValidatorConstraint({ name: 'delays' })
class AreDelays implements ValidatorConstraintInterface {
  validate(delays: unknown): boolean {
    if (typeof delays !== 'object' || delays === null || Array.isArray(delays)) return false;
    const isDelay = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
    return Object.values(delays).every((value) => isDelay(value) && Number(value) <= LONGEST_DELAY);
  }

  defaultMessage(): string {
    return `must map cities to whole minutes, 0 to ${LONGEST_DELAY}`;
  }
}

export class DeskSettingsForm implements DeskSettings {
  @IsIn(REVIEWS) review: Review;
  @IsArray()
  @ArrayMaxSize(TRUSTED)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  trusted: string[];
  @IsInt() @Min(0) @Max(LONGEST_DELAY) delay: number;
  @Validate(AreDelays) cityDelays: Record<string, number>;
}
