import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsISO8601,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsNotIn,
  IsNumber,
  IsObject,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { NAME } from '#contract/names';
import { type City, type Source, SOURCE_KINDS, type SourceKind, type StorySetup } from '#contract/story';
import { METRIC_TYPES, type MetricType } from '#contract/totals';
import { Given, OrNull } from '../http/given.decorator.js';

export class CityForm implements City {
  @Matches(NAME) id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsISO31661Alpha2() country: string;
  @IsNumber() @IsLatitude() lat: number;
  @IsNumber() @IsLongitude() lon: number;
  @IsTimeZone() @MaxLength(80) timeZone: string;
  @Given() @IsString() @MaxLength(100) region?: string;
  @OrNull() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) geonameId?: number | null;
  @OrNull() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) population?: number | null;
}

export class SourceForm implements Source {
  /** `city-sum` is how totals name what we add up ourselves. */
  @Matches(NAME) @IsNotIn(['city-sum']) id: string;
  @IsIn(SOURCE_KINDS) kind: SourceKind;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
}

const RESERVED = ['counts', 'pinned'];
@ValidatorConstraint({ name: 'metrics' })
class IsMetrics implements ValidatorConstraintInterface {
  validate(metrics: unknown): boolean {
    if (typeof metrics !== 'object' || metrics === null || Array.isArray(metrics)) return false;
    const entries = Object.entries(metrics);
    return (
      entries.length > 0 &&
      entries.length <= 50 &&
      entries.every(([id, type]) => NAME.test(id) && !RESERVED.includes(id) && METRIC_TYPES.includes(type))
    );
  }

  defaultMessage(): string {
    return 'must map metric names to "counter" or "gauge"';
  }
}

const byId = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'id' in item ? item.id : item;

export class StoryForm implements StorySetup {
  @IsString() @IsNotEmpty() @MaxLength(300) title: string;
  @Given() @IsString() @MaxLength(2_000) standfirst?: string;
  @Given()
  @IsISO8601({ strict: true })
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'must be a day, as 2021-01-23' })
  date?: string;
  @IsTimeZone() @MaxLength(80) timeZone: string;
  @IsArray()
  @ArrayMaxSize(5_000)
  @ArrayUnique(byId, { message: 'must not name one city twice' })
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => CityForm)
  cities: CityForm[];
  @IsArray()
  @ArrayMaxSize(1_000)
  @ArrayUnique(byId, { message: 'must not name one source twice' })
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SourceForm)
  sources: SourceForm[];
  @Given() @Validate(IsMetrics) metrics?: Record<string, MetricType>;
  @Given() @IsIn(['draft']) status?: 'draft';
}
