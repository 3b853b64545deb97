import { renderToString } from 'preact-render-to-string';
import { Loaded } from './loaded.js';
import type { PageAssets } from './page-assets.js';

export interface DeskPage {
  readonly assets: PageAssets;
  /** Whether people sign in with an account elsewhere, too. */
  readonly signsInElsewhere: boolean;
  /** Base address of the gateway, if it is reached at another origin than this page. */
  readonly events?: string | undefined;
}

/** A phone's keyboard makes the desk lower rather than covering it. */
const VIEWPORT =
  'width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content';

/** The desk's page: the same for everybody, so that a phone can keep it. What it shows is asked for by its script. */
export function renderDeskPage({ assets, signsInElsewhere, events }: DeskPage): string {
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content={VIEWPORT} />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>Dateline desk</title>
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <link rel="manifest" href="/desk/app.webmanifest" />
        <link rel="apple-touch-icon" href="/assets/desk-192.png" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1c1b19" media="(prefers-color-scheme: dark)" />
        <Loaded assets={assets} script />
      </head>
      <body>
        <noscript>
          <p>The desk needs JavaScript. Readers’ pages work without it.</p>
        </noscript>
        <div id="desk" data-elsewhere={signsInElsewhere ? 'yes' : undefined} data-events={events} />
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
