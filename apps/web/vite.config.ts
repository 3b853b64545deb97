import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Browser files: names carry a hash of their contents, `manifest.json` tells the server which are current. */
export default defineConfig({
  root,
  base: '/assets/',
  logLevel: 'warn',
  resolve: { conditions: ['dateline:src', 'module', 'browser', 'import', 'default'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${root}/../../dist/web`,
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: false,
    assetsDir: '.',
    rollupOptions: {
      input: ['desk.tsx', 'desk-worker.ts', 'story-en.tsx', 'story-ru.tsx', 'embed.ts'].map(
        (file) => `${root}/src/${file}`,
      ),
    },
  },
});
