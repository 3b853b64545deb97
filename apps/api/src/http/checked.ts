import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { CodedError, type FieldProblem } from '#contract/problems';

/** The value as an instance of the form, or CodedError `malformed` with the path of every field that is wrong. */
export function checked<T extends object>(form: ClassConstructor<T>, value: unknown): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CodedError('malformed', 'The body must be a JSON object.', [
      { path: '', message: 'must be an object' },
    ]);
  const instance = plainToInstance(form, value, {
    enableImplicitConversion: false,
    exposeUnsetFields: false,
  });
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  if (errors.length === 0) return instance;
  const fields = errors.flatMap((error) => fieldProblems(error, ''));
  const first = fields[0];
  throw new CodedError(
    'malformed',
    first ? `${first.path}: ${first.message}` : 'The body is not of the form this address takes.',
    fields,
  );
}

const FIELDS_TOLD = 50;
function fieldProblems(error: ValidationError, above: string): FieldProblem[] {
  const path = above ? `${above}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    path,
    message: withoutName(message, error.property),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldProblems(child, path))].slice(
    0,
    FIELDS_TOLD,
  );
}

const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `)
    ? message.slice(property.length + 1)
    : message.replace(`property ${property} `, '');

/** Checks the body against its form: `@Body(Checked) body: PostUpdateForm`. */
@Injectable()
export class Checked implements PipeTransform<unknown, object> {
  transform(value: unknown, { metatype }: ArgumentMetadata): object {
    if (!metatype) throw new TypeError('A checked body needs a form class, imported as a value.');
    return checked(metatype as ClassConstructor<object>, value);
  }
}

/** As `Checked`, where a request may come without a body: then the form is empty. */
@Injectable()
export class CheckedIfSent extends Checked {
  override transform(value: unknown, metadata: ArgumentMetadata): object {
    return super.transform(value ?? {}, metadata);
  }
}
