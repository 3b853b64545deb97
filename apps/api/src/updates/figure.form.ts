import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  type CounterKind,
  FIGURE_STATES,
  type FigureClaim,
  type FigureState,
  type SaidQualifier,
  type Words,
} from '#contract/figure';
import { Given } from '../http/given.decorator.js';

/** The form of a figure; whether it says exactly one thing, in this story, is the domain's `checkFigures`. */
export class FigureForm implements FigureClaim {
  @IsString() @MaxLength(80) metric: string;
  @IsString() @MaxLength(80) source: string;
  @Given() @IsString() @MaxLength(40) kind?: CounterKind;
  @Given() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) value?: number;
  @Given() @IsString() @MaxLength(40) qualifier?: SaidQualifier;
  @Given() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) low?: number;
  @Given() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) high?: number;
  @Given() @IsString() @MaxLength(40) words?: Words;
  @Given() @IsString() @MaxLength(80) city?: string;
  @Given() @IsString() @MaxLength(40) scope?: 'story';
  @Given() @IsString() @MaxLength(40) asOf?: string;
  @Given() @IsIn(FIGURE_STATES) state?: FigureState;
  @Given() @IsBoolean() confirmed?: boolean;
}
