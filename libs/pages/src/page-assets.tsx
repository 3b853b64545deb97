/** Addresses of what a page loads, all of this origin. */
export interface PageAssets {
  readonly script: string;
  /** What the script imports: asked for together with it. */
  readonly imports: readonly string[];
  readonly styles: readonly string[];
  readonly icon: string;
}

interface BuiltFile {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}
/** Vite's `manifest.json`, as far as it matters here. */
export type BuildManifest = Readonly<Record<string, BuiltFile>>;

const BASE = '/assets/';

/** The entry of the reader page in a language. */
export const storyEntry = (language: string) => `src/story-${language}.tsx`;

/** The built files of an entry. Throws if the entry was not built. */
export function pageAssets(manifest: BuildManifest, entry: string): PageAssets {
  const built = manifest[entry];
  if (!built) throw new Error(`The browser files of ${entry} are not built.`);
  const imported = importsOf(manifest, built);
  return {
    script: `${BASE}${built.file}`,
    imports: imported.map(({ file }) => `${BASE}${file}`),
    styles: [...imported, built].flatMap(({ css = [] }) => css).map((file) => `${BASE}${file}`),
    icon: `${BASE}icon.svg`,
  };
}

function importsOf(manifest: BuildManifest, { imports = [] }: BuiltFile): BuiltFile[] {
  const direct = imports.flatMap((name) => manifest[name] ?? []);
  return [...new Set(direct.flatMap((file) => [...importsOf(manifest, file), file]))];
}
