/** Addresses of what a page loads, all of this origin. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
}

/** Vite's `manifest.json`, as far as it matters here. */
export type BuildManifest = Readonly<
  Record<string, { readonly file: string; readonly css?: readonly string[] }>
>;

/** The built files of an entry; `base` is where they are served, `/assets/`. Throws if the entry was not built. */
export function pageAssets(manifest: BuildManifest, base = '/assets/', entry = 'src/story.tsx'): PageAssets {
  const built = manifest[entry];
  const style = built?.css?.[0];
  if (!built || style === undefined) throw new Error(`The browser files of ${entry} are not built.`);
  return { script: `${base}${built.file}`, style: `${base}${style}`, icon: `${base}icon.svg` };
}
