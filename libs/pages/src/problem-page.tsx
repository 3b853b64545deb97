import { renderDocument } from './document.js';
import type { PageAssets } from './page-assets.js';
import type { Speech } from './speech.js';

export interface ProblemPage {
  readonly title: string;
  readonly detail: string;
  readonly assets: PageAssets;
}

/** What a reader sees at a wrong address, or while the newsroom cannot answer. */
export function renderProblemPage({ title, detail, assets }: ProblemPage, speech: Speech): string {
  const children = (
    <main class="stories" id="updates" tabIndex={-1}>
      <h1>{title}</h1>
      <p>{detail}</p>
      <p>
        <a href="/">{speech.page?.home}</a>
      </p>
    </main>
  );
  return renderDocument({ title, description: null, origin: '', assets, live: false, children }, speech);
}
