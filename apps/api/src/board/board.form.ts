import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
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
  ValidateNested,
} from 'class-validator';
import type {
  MakeRuling,
  ReorderPins,
  SaveBoard,
  SetKeyEvent,
  SetPin,
  SetPreference,
} from '#contract/decision';
import type { PinPlace } from '#contract/pin';
import { FIGURE_STATES, type FigureState } from '#contract/figure';
import { LIMITS } from '#contract/limits';
import { NAME } from '#contract/names';
import { Given, OrNull } from '../http/given.decorator.js';
import { IsMoment, OverrideForm } from '../updates/update.form.js';

const SOURCE_OR_KIND = /^(kind:(own|monitor|media|official|organiser)|[A-Za-z0-9][A-Za-z0-9._-]{0,79})$/;

/** Pinning twice pins once: a request without an id of its own is safe to repeat all the same. */
export class UnpinForm implements Partial<SetPin> {
  @Given() @IsUUID() requestId?: string;
}
class PlaceForm implements Partial<PinPlace> {
  @OrNull() @Matches(NAME) city?: string | null;
  @OrNull() @IsMoment() expiresAt?: string | null;
}
export class PinForm extends PlaceForm implements Partial<SetPin> {
  @Given() @IsUUID() requestId?: string;
}
class BoardPinForm extends PlaceForm {
  @Matches(NAME) update: string;
}
export class BoardForm implements SaveBoard {
  @IsUUID() requestId: string;
  @IsArray()
  @ArrayMaxSize(LIMITS.pins)
  @ArrayUnique(({ update }: BoardPinForm) => update)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BoardPinForm)
  pins: BoardPinForm[];
}
export class PinOrderForm implements ReorderPins {
  @IsUUID() requestId: string;
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(80, { each: true })
  order: string[];
}
export class KeyEventForm implements SetKeyEvent {
  @IsUUID() requestId: string;
  @IsBoolean() keyEvent: boolean;
  @OrNull() @IsString() @IsNotEmpty() @MaxLength(120) headline?: string | null;
}
export class PreferenceForm implements Omit<SetPreference, 'requestId'> {
  @Given() @IsUUID() requestId?: string;
  @Matches(NAME) metric: string;
  @OrNull() @Matches(NAME) city?: string | null;
  @IsArray() @ArrayMaxSize(100) @ArrayUnique() @Matches(SOURCE_OR_KIND, { each: true }) order: string[];
}
export class RulingForm implements MakeRuling {
  @IsUUID() requestId: string;
  @IsInt() @Min(0) @Max(LIMITS.figuresPerUpdate - 1) figure: number;
  @IsIn(FIGURE_STATES) state: FigureState;
  @Given() @IsObject() @ValidateNested() @Type(() => OverrideForm) override?: OverrideForm;
}
