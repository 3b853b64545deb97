import type { PipeTransform } from '@nestjs/common';
import { NAME } from '#contract/names';
import { CodedError, type ProblemCode } from '#contract/problems';

class NameInPath implements PipeTransform<string, string> {
  constructor(private readonly absent: ProblemCode) {}

  transform(name: string): string {
    if (!NAME.test(name)) throw new CodedError(this.absent, 'There is nothing by this name.');
    return name;
  }
}
export const StoryName = new NameInPath('story_not_found');
export const MetricName = new NameInPath('unknown_metric');
export const UpdateName = new NameInPath('update_not_found');
export const PersonName = new NameInPath('person_not_found');
/** A uuid, as Postgres takes one. */
class UuidInPath implements PipeTransform<string, string> {
  constructor(private readonly absent: ProblemCode) {}

  transform(id: string): string {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      throw new CodedError(this.absent, 'There is nothing by this id.');
    return id.toLowerCase();
  }
}
export const FlagName = new UuidInPath('flag_not_found');
export const KeyName = new NameInPath('api_key_not_found');
