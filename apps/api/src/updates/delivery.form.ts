import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import type { DeliveredRecord } from '#contract/decision';
import { FIGURE_STATES, type FigureState } from '#contract/figure';
import { FUTURE_TOLERANCE_SECONDS, LIMITS } from '#contract/limits';
import { NAME } from '#contract/names';
import { CodedError } from '#contract/problems';
import { type Label, LABELS } from '#contract/update';
import { addSeconds, toInstant } from '#domain/figures/instant';
import { checked, fieldPath } from '../http/checked.js';
import { Given, OrNull } from '../http/given.decorator.js';
import { FigureForm } from './figure.form.js';
import { EvidenceForm } from './update.form.js';

export class DeliveriesForm {
  /** Each line is checked by itself, so that one that is wrong takes no other down. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(LIMITS.batchItems) @IsObject({ each: true }) deliveries: Readonly<
    Record<string, unknown>
  >[];
}

class RecordForm {
  @Matches(NAME) id: string;
  @Matches(NAME) story: string;
}
class UpdateRecordForm extends RecordForm {
  @IsInt() @Min(1) @Max(1_000_000) revision: number;
  @IsIn(['published', 'retracted']) status: 'published' | 'retracted';
  @OrNull() @IsString() @MaxLength(80) city?: string | null;
  @Given() @IsString() @MaxLength(40) occurredAt?: string;
  @Given() @IsString() @MaxLength(200) byline?: string;
  @Given() @IsString() @MaxLength(300) headline?: string;
  @Given() @IsString() @MaxLength(LIMITS.updateBytes) text?: string;
  @Given() @IsBoolean() keyEvent?: boolean;
  @Given() @IsArray() @ArrayMaxSize(10) @IsIn(LABELS, { each: true }) labels?: Label[];
  @Given()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => EvidenceForm)
  evidence?: EvidenceForm[];
  @Given() @IsBoolean() confirmed?: boolean;
  @Given()
  @IsArray()
  @ArrayMaxSize(LIMITS.figuresPerUpdate)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FigureForm)
  figures?: FigureForm[];
  @Given() @IsString() @MaxLength(1_000) correctionNote?: string;
}
class DecisionRecordForm extends RecordForm {
  @IsString() @MaxLength(40) decidedAt: string;
}
class PreferenceRecordForm extends DecisionRecordForm {
  @Matches(NAME) metric: string;
  @OrNull() @Matches(NAME) city: string | null;
  @IsArray() @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(90, { each: true }) order: string[];
}
class PinRecordForm extends DecisionRecordForm {
  @Matches(NAME) updateId: string;
  @IsBoolean() pinned: boolean;
}
class RulingRecordForm extends DecisionRecordForm {
  @Matches(NAME) updateId: string;
  @IsInt() @Min(0) @Max(LIMITS.figuresPerUpdate - 1) figure: number;
  @IsIn(FIGURE_STATES) state: FigureState;
}

export interface ReadDelivery {
  readonly record: DeliveredRecord;
  readonly receivedAt: string;
}

const LINE_FIELDS = ['type', 'delivery', 'receivedAt', 'record', 'meta'];

/** A line of a day's file as a record of this story. What only describes the file (`meta`, local times) is left out. */
export function readDelivery(line: Readonly<Record<string, unknown>>, story: string): ReadDelivery {
  const foreign = Object.keys(line).find((name) => !LINE_FIELDS.includes(name));
  if (foreign !== undefined)
    throw new CodedError(
      'malformed',
      'A line has type, receivedAt and record; delivery and meta are not read.',
      [{ path: fieldPath('', foreign), message: 'should not exist' }],
    );
  const receivedAt = instantAt('receivedAt', line['receivedAt']);
  const { type, record: given } = line;
  const record = recordOf(type, isFields(given) ? withoutLocalTime(given) : given);
  if (record.story !== story)
    throw new CodedError('other_story', `The record belongs to the story ${record.story}, not to ${story}.`, [
      { path: 'record.story', message: `must be ${story}` },
    ]);
  const { story: _, ...own } = record;
  return { record: own as unknown as DeliveredRecord, receivedAt };
}

/** A record of tomorrow would outlast every decision made today. */
function notInTheFuture(path: string, instant: string): string {
  const latest = addSeconds(new Date().toISOString().replace(/\.\d+/, ''), FUTURE_TOLERANCE_SECONDS);
  if (instant > latest)
    throw new CodedError('in_the_future', `${path} lies in the future.`, [
      { path, message: `must not be later than ${latest}` },
    ]);
  return instant;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutLocalTime({ occurredAtLocal: _, timeZone: __, ...said }: Fields): Fields {
  return said;
}

function recordOf(type: unknown, said: unknown): { story: string } {
  switch (type) {
    case 'update':
      return { ...checked(UpdateRecordForm, said, 'record'), ...{ type } };
    case 'preference': {
      const form = checked(PreferenceRecordForm, said, 'record');
      return {
        ...form,
        ...{ type, city: form.city ?? null, decidedAt: instantAt('record.decidedAt', form.decidedAt) },
      };
    }
    case 'pin':
    case 'ruling': {
      const form =
        type === 'pin' ? checked(PinRecordForm, said, 'record') : checked(RulingRecordForm, said, 'record');
      return { ...form, ...{ type, decidedAt: instantAt('record.decidedAt', form.decidedAt) } };
    }
    default:
      throw new CodedError('malformed', 'A delivery is an update, a preference, a pin or a ruling.', [
        { path: 'type', message: 'must be update, preference, pin or ruling' },
      ]);
  }
}

function instantAt(path: string, value: unknown): string {
  const instant = typeof value === 'string' ? toInstant(value) : null;
  if (instant === null)
    throw new CodedError('malformed', `${path} must be an instant with an offset.`, [
      { path, message: 'must be an ISO 8601 instant with an offset' },
    ]);
  return notInTheFuture(path, instant);
}
