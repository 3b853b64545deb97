import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { MakeRuling, ReorderPins, SetKeyEvent, SetPin, SetPreference } from '#contract/decision';
import { FIGURE_STATES, type FigureState } from '#contract/figure';
import { LIMITS } from '#contract/limits';
import { OrNull } from '../http/given.decorator.js';
import { NAME } from '../http/names.js';

const SOURCE_OR_KIND = /^(kind:(own|monitor|media|official|organiser)|[A-Za-z0-9][A-Za-z0-9._-]{0,79})$/;

export class PinForm implements SetPin {
  @IsUUID() requestId: string;
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
}
export class PreferenceForm implements SetPreference {
  @IsUUID() requestId: string;
  @Matches(NAME) metric: string;
  @OrNull() @Matches(NAME) city?: string | null;
  @IsArray() @ArrayMaxSize(100) @ArrayUnique() @Matches(SOURCE_OR_KIND, { each: true }) order: string[];
}
export class RulingForm implements MakeRuling {
  @IsUUID() requestId: string;
  @IsInt() @Min(0) @Max(LIMITS.figuresPerUpdate - 1) figure: number;
  @IsIn(FIGURE_STATES) state: FigureState;
}
