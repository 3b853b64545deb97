import type { Role } from '#domain/story/command';
import { signingKey, signToken } from '#journal/token-key';
import { newsroomHere } from './newsroom-here.js';

interface TokenOptions {
  readonly name: string;
  readonly role: Role;
  readonly story?: string;
  readonly city?: readonly string[];
  readonly expires: string;
}

export async function makeToken({ name, role, story, city, expires }: TokenOptions): Promise<void> {
  const { keyFile } = await newsroomHere();
  const actor = { name, role, story: story ?? null, cities: city ?? null };
  process.stdout.write(`${await signToken(await signingKey(keyFile), actor, expires)}\n`);
}
