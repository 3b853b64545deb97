import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { CodedError, type FieldProblem } from '#contract/problems';

/**
 * The value as an instance of the form, or CodedError `malformed` with the paths of the fields that are wrong, below
 * `at` when the value is only part of what was sent.
 */
export function checked<T extends object>(form: ClassConstructor<T>, value: unknown, at = ''): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CodedError('malformed', `The ${at || 'body'} must be a JSON object.`, [
      { path: at, message: 'must be an object' },
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
  const fields = errors
    .slice(0, FIELDS_TOLD)
    .flatMap((error) => fieldProblems(error, at))
    .slice(0, FIELDS_TOLD);
  const first = fields[0];
  throw new CodedError(
    'malformed',
    first ? `${first.path}: ${first.message}` : 'The body is not of the form this address takes.',
    fields,
  );
}

const FIELDS_TOLD = 50;
function fieldProblems(error: ValidationError, above: string): FieldProblem[] {
  const path = fieldPath(above, error.property);
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    path,
    message: withoutName(message, error.property),
  }));
  const children = (error.children ?? []).slice(0, FIELDS_TOLD);
  return [...own, ...children.flatMap((child) => fieldProblems(child, path))];
}

const NAME_TOLD = 80;
/** A dotted path. Of a name longer than any field of ours only the beginning is given back. */
export function fieldPath(above: string, name: string): string {
  const told = name.length > NAME_TOLD ? `${name.slice(0, NAME_TOLD)}…` : name;
  return above ? `${above}.${told}` : told;
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
    return super.transform(value === undefined ? {} : value, metadata);
  }
}
