import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { type BuildManifest, type PageAssets, pageAssets, storyEntry } from '#pages/page-assets';
import type { Language } from '#pages/words';

const ROOT = path.resolve(import.meta.dirname, '../../../../..');
export const BUILT = path.join(ROOT, 'dist/web');
const YEAR_SECONDS = 31_536_000;

/** What pages load. Read once: a new build means a new process. Throws when the browser files are not built. */
export function builtAssets(entry: string, list = 'others.json'): PageAssets {
  const manifest: BuildManifest = JSON.parse(readFileSync(path.join(BUILT, list), 'utf8'));
  return pageAssets(manifest, entry);
}
/** The same of the reader page, by language. */
export function storyAssets(): Readonly<Record<Language, PageAssets>> {
  const of = (language: Language) => builtAssets(storyEntry(language), 'readers.json');
  return { en: of('en'), ru: of('ru') };
}

/** Serves the browser files; their names carry a hash of their contents, so they may be kept for ever. */
export async function servePageFiles(server: FastifyInstance): Promise<void> {
  await server.register(fastifyStatic, {
    root: BUILT,
    prefix: '/assets/',
    maxAge: YEAR_SECONDS * 1_000,
    immutable: true,
    preCompressed: true,
    index: false,
    setHeaders: (reply) => {
      void reply.header('x-content-type-options', 'nosniff').header('access-control-allow-origin', '*');
    },
  });
}
