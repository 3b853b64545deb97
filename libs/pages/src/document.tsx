import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Loaded } from './loaded.js';
import type { PageAssets } from './page-assets.js';
import { WORDS } from './words.js';

export interface DocumentProps {
  readonly title: string;
  readonly description: string | null;
  readonly canonical: string;
  readonly assets: PageAssets;
  /** Whether the page goes live in the browser. */
  readonly live: boolean;
  /** Structured data, safe inside a script element. */
  readonly data?: string;
  readonly children: ComponentChildren;
}

/** A whole HTML document. Nothing in it is executed or styled inline, nothing is loaded from elsewhere. */
export function renderDocument({ data, ...props }: DocumentProps): string {
  const html = renderToString(<Document {...props} />);
  const script = data === undefined ? '' : `<script type="application/ld+json">${data}</script>`;
  return `<!doctype html>${html.replace('</head>', () => `${script}</head>`)}`;
}

function Document({ title, description, canonical, assets, live, children }: Omit<DocumentProps, 'data'>) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {description && <meta name="description" content={description} />}
        <meta property="og:title" content={title} />
        <meta property="og:type" content="article" />
        <meta property="og:url" content={canonical} />
        <link rel="canonical" href={canonical} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <Loaded assets={assets} script={live} />
      </head>
      <body>
        <a class="skip" href="#updates">
          {WORDS.skip}
        </a>
        <header class="site">
          <a href="/">{WORDS.home}</a>
        </header>
        {live && (
          <noscript>
            <p class="noscript">{WORDS.noScript}</p>
          </noscript>
        )}
        {children}
        {live && <p id="announcements" class="unseen" role="status" />}
      </body>
    </html>
  );
}
