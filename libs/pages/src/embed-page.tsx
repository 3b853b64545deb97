import { renderToString } from 'preact-render-to-string';
import { storyHref } from './links.js';
import { Loaded } from './loaded.js';
import type { PageAssets } from './page-assets.js';
import type { Words } from './words.js';

export interface EmbedPage {
  readonly story: string;
  readonly city: string | undefined;
  readonly theme: 'light' | 'dark' | undefined;
  readonly words: Words;
  readonly assets: PageAssets;
  readonly gateway: string | undefined;
}

/** What an iframe of another site shows: the same element that a page can hold itself. */
export function renderEmbedPage({ story, city, theme, words, assets, gateway }: EmbedPage): string {
  const html = renderToString(
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        <meta name="robots" content="noindex" />
        <title>{words.updates}</title>
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <Loaded assets={assets} script />
      </head>
      <body class="embedded">
        <dateline-live story={story} city={city} theme={theme} lang={words.language} gateway={gateway} />
        <noscript>
          <p>
            <a href={storyHref(story, { city })} target="_blank" rel="noopener">
              {words.updates}
            </a>
          </p>
        </noscript>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'dateline-live': Readonly<Record<'story' | 'city' | 'theme' | 'lang' | 'gateway', string | undefined>>;
    }
  }
}
