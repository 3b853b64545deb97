import { randomUUID } from 'node:crypto';
import type { ProblemDocument } from '#contract/problems';
import type { StorySetup } from '#contract/story';
import type { PostUpdate, Receipt } from '#contract/update';
import type { Dateline } from './dateline.js';

/** What an address answered. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export async function ask<T = unknown>(
  url: string,
  {
    method = 'GET',
    token,
    body,
    headers = {},
  }: { method?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = /^application\/([a-z-]+\+)?json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : undefined) as T,
  };
}

export const CITIES = [
  { id: 'moscow', name: 'Moscow', country: 'RU', lat: 55.75, lon: 37.62, timeZone: 'Europe/Moscow' },
  { id: 'kazan', name: 'Kazan', country: 'RU', lat: 55.79, lon: 49.12, timeZone: 'Europe/Moscow' },
  { id: 'omsk', name: 'Omsk', country: 'RU', lat: 54.99, lon: 73.37, timeZone: 'Asia/Omsk' },
];
export const SOURCES = [
  { id: 'own', kind: 'own', name: 'Our reporters' },
  { id: 'ovd-info', kind: 'monitor', name: 'OVD-Info' },
  { id: 'police', kind: 'official', name: 'Police' },
] as const;

/** Opens a story with three cities and three sources; resolves to its address. */
export async function aStory(
  dateline: Dateline,
  id = `story-${randomUUID()}`,
  setup: Partial<StorySetup> = {},
): Promise<{ id: string; address: string }> {
  const address = `${dateline.url}/v1/stories/${id}`;
  const body = { title: 'A day', timeZone: 'Europe/Moscow', cities: CITIES, sources: SOURCES, ...setup };
  const { status, body: answer } = await ask(address, {
    method: 'PUT',
    token: await dateline.token('editor'),
    body,
  });
  if (status !== 200) throw new Error(`The story was not opened: ${JSON.stringify(answer)}`);
  return { id, address };
}

/** An update as a reporter in Moscow writes it. */
export function anUpdate(fields: Partial<PostUpdate> = {}): PostUpdate {
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  return {
    id: randomUUID(),
    city: 'moscow',
    occurredAt,
    text: 'People gather on the square.',
    figures: [],
    ...fields,
  };
}

/** `status` is a receipt's word or a problem's number. */
export type ReceiptOrProblem = Omit<Receipt, 'status'> &
  Omit<ProblemDocument, 'status'> & { readonly status: unknown };
