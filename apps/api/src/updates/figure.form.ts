import { IsBoolean, IsIn, IsInt, IsString, MaxLength, Min } from 'class-validator';
import {
  COUNTER_KINDS,
  type CounterKind,
  FIGURE_STATES,
  type FigureClaim,
  type FigureState,
  QUALIFIERS,
  type SaidQualifier,
  WORD_FLOORS,
  type Words,
} from '#contract/figure';
import { Given } from '../http/given.decorator.js';

/** The form of a figure; whether it says exactly one thing, in this story, is the domain's `checkFigures`. */
export class FigureForm implements FigureClaim {
  @IsString() @MaxLength(80) metric: string;
  @IsString() @MaxLength(80) source: string;
  @Given() @IsIn(COUNTER_KINDS) kind?: CounterKind;
  @Given() @IsInt() @Min(0) value?: number;
  @Given() @IsIn(QUALIFIERS) qualifier?: SaidQualifier;
  @Given() @IsInt() @Min(0) low?: number;
  @Given() @IsInt() @Min(0) high?: number;
  @Given() @IsIn(Object.keys(WORD_FLOORS)) words?: Words;
  @Given() @IsString() @MaxLength(80) city?: string;
  @Given() @IsIn(['story']) scope?: 'story';
  @Given() @IsString() @MaxLength(40) asOf?: string;
  @Given() @IsIn(FIGURE_STATES) state?: FigureState;
  @Given() @IsBoolean() confirmed?: boolean;
}
