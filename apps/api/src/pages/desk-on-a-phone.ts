import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { builtAssets, BUILT } from './page-files.js';

/** What a phone keeps to open the desk without a network: a reporter's files, none of the editors'. */
const KEPT = ['src/desk.tsx', 'src/desk/reporter/reporter-screen.tsx'];

/** The service worker, which knows by name what to keep. Another build is another worker. */
export function deskWorker(page: string): string {
  const files = KEPT.map((entry) => builtAssets(entry)).flatMap(({ script, imports, styles, icon }) => [
    script,
    icon,
    ...imports,
    ...styles,
  ]);
  const shell = { version: versionOf(page, files), files: [...new Set(files)] };
  const { script } = builtAssets('src/desk-worker.ts');
  const source = readFileSync(path.join(BUILT, path.basename(script)), 'utf8');
  return `const SHELL = ${JSON.stringify(shell)};\n${source}`;
}

export function deskManifest(): string {
  const icon = (size: number) => ({
    src: `/assets/desk-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable',
  });
  return JSON.stringify({
    ...{ id: '/desk', name: 'Dateline desk', short_name: 'Dateline', start_url: '/desk', scope: '/desk' },
    ...{ display: 'standalone', background_color: '#f3f2ef', theme_color: '#a3160f' },
    icons: [icon(192), icon(512)],
  });
}

function versionOf(page: string, files: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([page, files]))
    .digest('hex')
    .slice(0, 12);
}
