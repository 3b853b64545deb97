/** Addresses of what a page loads, all of this origin. */
export interface PageAssets {
  readonly script: string;
  /** What the script imports. */
  readonly preload: readonly string[];
  readonly style: string;
  readonly icon: string;
}

/** Vite's `manifest.json`, as far as it matters here. */
export type BuildManifest = Readonly<
  Record<
    string,
    { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] }
  >
>;

/** The built files of an entry, `src/story-en.tsx`; `base` is where they are served. Throws if the entry was not built. */
export function pageAssets(manifest: BuildManifest, entry: string, base = '/assets/'): PageAssets {
  const built = manifest[entry];
  const imported = (built?.imports ?? []).flatMap((name) => manifest[name] ?? []);
  const style = [built, ...imported].flatMap((each) => each?.css ?? [])[0];
  if (!built || style === undefined) throw new Error(`The browser files of ${entry} are not built.`);
  return {
    script: `${base}${built.file}`,
    preload: imported.map(({ file }) => `${base}${file}`),
    style: `${base}${style}`,
    icon: `${base}icon.svg`,
  };
}

/** The entry of the reader page in a language. */
export const storyEntry = (language: string) => `src/story-${language}.tsx`;
