import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { NAME } from '#contract/names';
import {
  type AcceptInvitation,
  type ChangePerson,
  type CompleteReset,
  type FreezePerson,
  type InvitePerson,
  type MakeApiKey,
  type Membership,
  PASSWORD,
  PERSON_NAME,
  PERSON_STATES,
  type PersonState,
  ROLES,
  type Role,
} from '#contract/people';
import { Given, NullOr, OrNull } from '../http/given.decorator.js';

const MEMBERSHIPS = 100;
const CITIES = 1_000;
const ACCOUNT_LENGTH = 320;
const isName = { message: 'must be a name: letters, digits, single spaces, at most 60 characters' };

/** A day of a month and a time with its offset; not a week's day, which Postgres does not read. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/;

export class MembershipForm implements Membership {
  @NullOr() @Matches(NAME) story: string | null;
  @NullOr()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CITIES)
  @ArrayUnique()
  @Matches(NAME, { each: true })
  cities: string[] | null;
}

class MembershipsForm {
  @OrNull()
  @IsArray()
  @ArrayMaxSize(MEMBERSHIPS)
  @ArrayUnique((row: Partial<Membership> | null) => row?.story ?? '')
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MembershipForm)
  memberships?: MembershipForm[] | null;
}
class NamedForm extends MembershipsForm {
  @IsString() @Matches(PERSON_NAME, isName) name: string;
  @IsIn(ROLES) role: Role;
}
export class InviteForm extends NamedForm implements InvitePerson {
  @Given() @IsString() @IsNotEmpty() @MaxLength(ACCOUNT_LENGTH) signsInAs?: string;
}
export class ChangePersonForm extends MembershipsForm implements ChangePerson {
  @Given() @IsIn(ROLES) role?: Role;
  @Given() @IsIn(PERSON_STATES) state?: PersonState;
  @OrNull() @IsString() @IsNotEmpty() @MaxLength(ACCOUNT_LENGTH) signsInAs?: string | null;
}
export class ResetForm implements CompleteReset {
  @IsString() @MinLength(1) @MaxLength(200) secret: string;
  @IsString() @MinLength(PASSWORD.least) @MaxLength(PASSWORD.most) password: string;
}
export class AcceptForm extends ResetForm implements AcceptInvitation {
  @IsString() @MinLength(1) @MaxLength(200) name: string;
}
export class ApiKeyForm extends NamedForm implements MakeApiKey {
  @OrNull() @IsISO8601({ strict: true }) @Matches(MOMENT) expiresAt?: string | null;
}
export class FreezeForm implements FreezePerson {
  @Given() @IsInt() @Min(0) @Max(100) pull?: number;
  @ValidateIf(({ pull, note }: FreezeForm) => note !== undefined || (pull ?? 0) > 0)
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  note?: string;
}
