import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import {
  ALL_ANSWERS,
  type AnswerFlag,
  type FlagAnswer,
  type Growth,
  type SaidGuard,
  type SourceGuard,
  VERIFICATIONS,
  type Verification,
} from '#contract/guard';
import { NAME } from '#contract/names';
import { ROLES, type Role } from '#contract/people';
import { type MetricPresentation, type Shows, SHOWS } from '#contract/presentation';
import { malformed } from '../http/query.js';
import { checked } from '../http/checked.js';
import { Given } from '../http/given.decorator.js';

@ValidatorConstraint({ name: 'bounds' })
class IsBounds implements ValidatorConstraintInterface {
  validate(bounds: unknown): boolean {
    if (typeof bounds !== 'object' || bounds === null || Array.isArray(bounds)) return false;
    const entries = Object.entries(bounds);
    const isBound = ([id, most]: [string, unknown]) =>
      NAME.test(id) && Number.isSafeInteger(most) && (most as number) >= 0;
    return entries.length <= 50 && entries.every(isBound);
  }

  defaultMessage(): string {
    return 'must map metric names to whole numbers, 0 or more';
  }
}

class GrowthForm implements Growth {
  @IsNumber({ allowInfinity: false, allowNaN: false }) @Min(1) @Max(1_000_000) times: number;
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) atLeast: number;
}
class SourceGuardForm implements SourceGuard {
  @Given() @IsIn(VERIFICATIONS) verification?: Verification;
  @Given() @IsArray() @ArrayMaxSize(ROLES.length) @IsIn(ROLES, { each: true }) roles?: Role[];
  @Given()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  names?: string[];
  @Given() @Validate(IsBounds) bounds?: Record<string, number>;
  @Given() @IsObject() @ValidateNested() @Type(() => GrowthForm) growth?: GrowthForm;
}
class PresentationForm implements Partial<MetricPresentation> {
  @Given() @IsIn(SHOWS) shows?: Shows;
  @Given() @IsBoolean() sumSuspended?: boolean;
}
export class GuardForm {
  @IsUUID() requestId: string;
  /** By id; each is checked by itself. */
  @IsObject() sources: Record<string, unknown>;
  @IsObject() metrics: Record<string, unknown>;
}

const MOST = 1_000;

/** The settings as they are kept. Throws CodedError `malformed` with the path of what is wrong. */
export function settingsOf({ sources, metrics }: GuardForm): SaidGuard {
  return {
    sources: eachOf('sources', sources, (value, at) => plain(checked(SourceGuardForm, value, at))),
    metrics: eachOf('metrics', metrics, (value, at) => plain(checked(PresentationForm, value, at))),
  };
}

function eachOf<T>(
  path: string,
  values: Record<string, unknown>,
  read: (value: unknown, at: string) => T,
): Record<string, T> {
  const entries = Object.entries(values);
  if (entries.length > MOST) throw malformed(path, `must not have more than ${MOST} entries`);
  if (!entries.every(([id]) => NAME.test(id))) throw malformed(path, 'must be by id');
  return Object.fromEntries(entries.map(([id, value]) => [id, read(value, `${path}.${id}`)]));
}

/** Without its class: what is stored is compared field by field. */
function plain<T extends object>(form: T): T {
  return JSON.parse(JSON.stringify(form)) as T;
}

export class AnswerForm implements AnswerFlag {
  @IsIn(ALL_ANSWERS) answer: FlagAnswer;
  @Given() @IsString() @MaxLength(1_000) note?: string;
}
