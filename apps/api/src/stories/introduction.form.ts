import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { LIMITS } from '#contract/limits';
import { NAME } from '#contract/names';
import type { EditIntroduction, KnownBlock } from '#contract/story';
import { NullOr } from '../http/given.decorator.js';

class KnownBlockForm implements KnownBlock {
  @Matches(NAME) id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) heading: string;
  @IsString() @IsNotEmpty() @MaxLength(4_000) text: string;
}

export class IntroductionForm implements EditIntroduction {
  @IsUUID() requestId: string;
  @IsString() @IsNotEmpty() @MaxLength(300) title: string;
  @NullOr() @IsString() @IsNotEmpty() @MaxLength(2_000) standfirst: string | null;
  @IsArray()
  @ArrayMaxSize(LIMITS.knownBlocks)
  @ArrayUnique(({ id }: KnownBlock) => id)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => KnownBlockForm)
  whatWeKnow: KnownBlockForm[];
}
