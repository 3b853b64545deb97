import { NOT_THEIRS } from './bad-values.js';

type Bad = readonly unknown[];
/** An address that takes a body: one that it would take, and for each field's path what it must refuse. */
export interface Taking {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bad: Readonly<Record<string, Bad>>;
  /** Fields that may be left out. */
  readonly optional?: readonly string[];
  /** The address says it all: a request may come without a body. */
  readonly mayBeEmpty?: boolean;
}
export interface Case {
  /** Where the problem document must say the fault is. */
  readonly path: string;
  readonly body: unknown;
}

/** One fault each: a field left out, a field that is not theirs, a field of another kind. */
export function casesOf({ body, bad, optional = [] }: Omit<Taking, 'method' | 'path'>): Case[] {
  const mutable = Object.entries(bad).flatMap(([path, values]) =>
    values.map((value) => ({ path, body: changed(body, path, value) })),
  );
  const needed = Object.keys(bad).filter((path) => !optional.includes(path.split('.').at(-1) ?? ''));
  const missing = needed
    .filter((path) => !/\d$/.test(path))
    .map((path) => ({ path, body: changed(body, path, undefined) }));
  const foreign = NOT_THEIRS.filter((name) => !(name in body)).map((name) => ({
    ...{ path: name.slice(0, 80), body: { ...body, [name]: true } },
  }));
  return [...mutable, ...missing, ...foreign];
}

/** The body with another value at a dotted path; undefined: without it. */
function changed(body: unknown, path: string, value: unknown): unknown {
  const [name = '', ...rest] = path.split('.');
  const copy = Array.isArray(body) ? [...body] : { ...(body as object) };
  const fields = copy as Record<string, unknown>;
  fields[name] = rest.length ? changed(fields[name], rest.join('.'), value) : value;
  return copy;
}

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
/** Updates that a socket can carry and nobody can file. */
export const badEventBodies: readonly unknown[] = [
  ...[null, 5, 'x', true, [], [{}], {}, deep(17), deep(1_000), { id: 'x' }, { text: 'q'.repeat(33_000) }],
  ...[{ constructor: 1 }, JSON.parse('{"__proto__":{"a":1}}'), { text: 'a\u0000b' }, { text: '\ud800' }],
];
