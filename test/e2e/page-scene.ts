import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Snapshot } from '#contract/snapshot';
import { CATALOGUES } from '#pages/languages';
import { type BuildManifest, pageAssets, storyEntry } from '#pages/page-assets';
import { drawMap } from '#pages/story-map';
import type { Language } from '#pages/words';
import { renderStoryPage } from '#pages/story-page';
import { SmallGateway } from '../../libs/client/test/small-gateway.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const CHROMIUM = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
);
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Builds the browser files into a folder of their own. */
export async function buildWeb(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-web-'));
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = ['build', '-c', 'apps/web/vite.config.ts', '--mode', 'readers', '--outDir', folder];
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`The browser files did not build: exit code ${code}.`);
  return folder;
}

/** A gateway that also serves the page of its story, as the server prints it, and the built files. */
export async function aGatewayWithPages(snapshot: Snapshot, web: string): Promise<SmallGateway> {
  const manifest = JSON.parse(readFileSync(path.join(web, 'readers.json'), 'utf8')) as BuildManifest;
  const files = new Set(readdirSync(web));
  const gateway = new SmallGateway(snapshot);
  gateway.files = (address) => {
    const { pathname } = new URL(address, 'http://newsroom');
    const name = path.basename(pathname);
    if (pathname.startsWith('/assets/') && files.has(name))
      return { type: TYPES[name.split('.').at(-1) ?? ''] ?? '', body: readFileSync(path.join(web, name)) };
    if (!pathname.startsWith('/stories/')) return null;
    const html = printed(snapshot, manifest, {
      origin: gateway.url,
      lang: new URL(address, gateway.url).searchParams.get('lang'),
    });
    return { type: 'text/html; charset=utf-8', body: html };
  };
  await gateway.open();
  return gateway;
}

/** What Playwright turns off (the last list a browser is given counts), and the process a browser keeps for a next page: 0.2 s of CPU for each. */
const OFF = [
  ...['SpareRendererForSitePerProcess', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay'],
  ...['MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'OptimizationHints'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
];

export function aBrowser() {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    chromiumSandbox: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${OFF.join(',')}`,
    ],
  });
}

function printed(
  snapshot: Snapshot,
  manifest: BuildManifest,
  { origin, lang }: { origin: string; lang: string | null },
): string {
  const language: Language = lang === 'ru' ? 'ru' : 'en';
  const assets = pageAssets(manifest, storyEntry(language));
  const map = drawMap(snapshot.story.cities);
  const now = Date.parse('2021-01-23T14:05:00Z');
  return renderStoryPage({ snapshot, origin, assets, map, now }, CATALOGUES[language]);
}
