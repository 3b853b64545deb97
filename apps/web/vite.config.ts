import { defineConfig } from 'vite';

const root = import.meta.dirname;

const FILES: Readonly<Record<string, readonly string[]>> = {
  readers: ['story-en.tsx', 'story-ru.tsx'],
  others: ['desk.tsx', 'desk-worker.ts', 'embed.ts'],
};

/**
 * Browser files: names carry a hash of their contents, `readers.json` and `others.json` tell the server which are current.
 * Built apart: together, readers would load what only the desk needs of the modules that both have, 1.5 KB more.
 */
export default defineConfig(({ mode }) => ({
  root,
  base: '/assets/',
  logLevel: 'warn',
  resolve: { conditions: ['dateline:src', 'module', 'browser', 'import', 'default'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${root}/../../dist/web`,
    emptyOutDir: mode === 'readers',
    manifest: `${mode}.json`,
    modulePreload: false,
    assetsDir: '.',
    rollupOptions: {
      input: (FILES[mode] ?? []).map((file) => `${root}/src/${file}`),
    },
  },
}));
