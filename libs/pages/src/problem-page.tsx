import { renderDocument } from './document.js';
import type { PageAssets } from './page-assets.js';
import { WORDS } from './words.js';

export interface ProblemPage {
  readonly title: string;
  readonly detail: string;
  readonly assets: PageAssets;
}

/** What a reader sees at a wrong address, or while the newsroom cannot answer. */
export function renderProblemPage({ title, detail, assets }: ProblemPage): string {
  return renderDocument({
    title,
    description: null,
    canonical: '/',
    assets,
    live: false,
    children: (
      <main class="stories" id="updates" tabIndex={-1}>
        <h1>{title}</h1>
        <p>{detail}</p>
        <p>
          <a href="/">{WORDS.home}</a>
        </p>
      </main>
    ),
  });
}
