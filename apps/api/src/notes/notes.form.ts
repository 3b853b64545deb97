import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import type { AnswerNote, WriteHandover, WriteNote } from '#contract/notes';

const NOTE_LENGTH = 2_000;
const HANDOVER_LENGTH = 20_000;
/** Names of people, and those of keys and of the command line's tokens. */
const NAME_LENGTH = 200;

export class NoteForm implements WriteNote {
  @IsUUID() id: string;
  @IsString() @IsNotEmpty() @MaxLength(NAME_LENGTH) to: string;
  @IsString() @IsNotEmpty() @MaxLength(NOTE_LENGTH) text: string;
}
export class AnswerForm implements AnswerNote {
  @IsString() @IsNotEmpty() @MaxLength(NOTE_LENGTH) text: string;
}
export class HandoverForm implements WriteHandover {
  @IsString() @MaxLength(HANDOVER_LENGTH) text: string;
}
