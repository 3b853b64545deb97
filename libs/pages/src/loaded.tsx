import type { PageAssets } from './page-assets.js';

/** What a page loads, in its head. */
export function Loaded({ assets, script }: { readonly assets: PageAssets; readonly script: boolean }) {
  return (
    <>
      {assets.styles.map((address) => (
        <link key={address} rel="stylesheet" href={address} />
      ))}
      {script && assets.imports.map((address) => <link key={address} rel="modulepreload" href={address} />)}
      {script && <script type="module" src={assets.script} />}
    </>
  );
}
