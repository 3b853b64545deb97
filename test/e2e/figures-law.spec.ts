import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceKind } from '#contract/story';
import { type Dateline, startDateline } from '../support/dateline.js';
import { aStory, ask } from '../support/newsroom-people.js';

interface Case {
  readonly name: string;
  readonly why: string;
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly expect: Readonly<Record<string, unknown>>;
  readonly shown?: {
    readonly path: string;
    readonly steps: readonly { label: string | null; cause: string | null }[];
  };
}
interface Law {
  readonly sources: Readonly<Record<string, { kind: SourceKind }>>;
  readonly cases: readonly Case[];
  readonly invalid: readonly { readonly name: string; readonly record: Readonly<Record<string, unknown>> }[];
}
const file = path.resolve(import.meta.dirname, '../../libs/domain/src/totals/fixtures/spec_cases.json');
const law: Law = JSON.parse(readFileSync(file, 'utf8'));
const AFTER_THE_DAY = '2021-01-24T00:00:00Z';

let dateline: Dateline;
let token: string;
beforeAll(async () => {
  dateline = await startDateline();
  token = await dateline.token('admin');
});
afterAll(() => dateline.stop());

async function aStoryOfTheLaw(): Promise<{ id: string; address: string }> {
  const named = new Set(law.cases.flatMap(({ records }) => records.flatMap(citiesOf)));
  const place = { country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' };
  const cities = [...named].map((id) => ({ id, name: id, ...place }));
  const sources = Object.entries(law.sources).map(([id, { kind }]) => ({ id, kind, name: id }));
  return aStory(dateline, undefined, { cities, sources });
}

function citiesOf(record: Readonly<Record<string, unknown>>): string[] {
  const figures = (record['figures'] ?? []) as readonly { city?: string }[];
  return [record['city'], ...figures.map(({ city }) => city)].filter((city) => typeof city === 'string');
}

async function deliver(
  { id, address }: { id: string; address: string },
  { type, ...record }: Readonly<Record<string, unknown>>,
) {
  const delivery = { type, receivedAt: AFTER_THE_DAY, record: { ...record, story: id } };
  const { status, body } = await ask<{ results: { receipt?: { seq: number | null }; problem?: unknown }[] }>(
    `${address}/deliveries`,
    {
      method: 'POST',
      token,
      body: { deliveries: [delivery] },
    },
  );
  expect(status).toBe(200);
  return body.results[0];
}

function look(state: unknown, where: string): unknown {
  return where
    .split('/')
    .reduce(
      (held: unknown, key) => (held as Record<string, unknown> | null | undefined)?.[key] ?? null,
      state,
    );
}

describe('the law of figures, case by case, through the newsroom', () => {
  test.each(law.cases)('$name: $why', async ({ records, expect: expected, shown }) => {
    const story = await aStoryOfTheLaw();
    for (const [index, record] of records.entries()) {
      const result = await deliver(story, record);
      expect(result?.problem).toBeUndefined();
      const step = shown?.steps[index];
      if (!shown || !step) continue;
      const { body: state } = await ask(`${story.address}/totals`);
      expect(look(state, `${shown.path}/label`)).toBe(step.label);
      if (result?.receipt?.seq) expect(await causeOf(story, shown.path, result.receipt.seq)).toBe(step.cause);
    }
    const { body: state } = await ask(`${story.address}/totals`);
    for (const [where, value] of Object.entries(expected))
      expect([where, look(state, where)]).toEqual([where, value]);
  });

  test.each(law.invalid)('refuses: $name', async ({ record }) => {
    const story = await aStoryOfTheLaw();
    const result = await deliver(story, record);
    expect(result?.problem).toMatchObject({ status: 400 });
    const { body: state } = await ask(`${story.address}/totals`);
    expect(state).toEqual({
      metrics: {},
      updates: { published: 0, retracted: 0, corrected: 0 },
      citiesReporting: 0,
      pinned: [],
    });
  });
});

async function causeOf({ address }: { address: string }, key: string, seq: number): Promise<string | null> {
  const { body } = await ask<{ frame: { events: { changes: { key: string; cause: string }[] }[] } }>(
    `${address}/events?after=${seq - 1}`,
  );
  return body.frame.events[0]?.changes.find((change) => change.key === key)?.cause ?? null;
}
