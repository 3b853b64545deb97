import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Loaded } from './loaded.js';
import type { PageAssets } from './page-assets.js';
import { Speaking, type Speech, usePageWords, useSpeech } from './speech.js';
import { LANGUAGES, type Language } from './words.js';

export interface DocumentProps {
  readonly title: string;
  readonly description: string | null;
  /** Scheme and host that readers use; empty where nobody can tell. */
  readonly origin: string;
  /** The page's own address in a language; absent where it has none. */
  readonly address?: ((lang: Language | undefined) => string) | undefined;
  readonly assets: PageAssets;
  /** Whether the page goes live in the browser. */
  readonly live: boolean;
  /** Kept from search engines: another address has the same. */
  readonly isUnlisted?: boolean;
  /** Structured data, safe inside a script element. */
  readonly data?: string;
  readonly children: ComponentChildren;
}

/** A whole HTML document. Nothing in it is executed or styled inline, nothing is loaded from elsewhere. */
export function renderDocument({ data, ...props }: DocumentProps, speech: Speech): string {
  const html = renderToString(
    <Speaking value={speech}>
      <Document {...props} />
    </Speaking>,
  );
  const script = data === undefined ? '' : `<script type="application/ld+json">${data}</script>`;
  return `<!doctype html>${html.replace('</head>', () => `${script}</head>`)}`;
}

function Document(props: Omit<DocumentProps, 'data'>) {
  const { live, address, children } = props;
  const { words, lang } = useSpeech();
  const said = usePageWords();
  return (
    <html lang={words.language}>
      <Head {...props} />
      <body>
        <a class="skip" href="#updates">
          {said.skip}
        </a>
        <header class="site">
          <a href={lang === undefined ? '/' : `/?lang=${lang}`}>{said.home}</a>
          {address && <Languages address={address} />}
        </header>
        {live && (
          <noscript>
            <p class="noscript">{said.noScript}</p>
          </noscript>
        )}
        {children}
        {live && <p id="announcements" class="unseen" role="status" />}
      </body>
    </html>
  );
}

function Head({
  title,
  description,
  origin,
  address,
  assets,
  live,
  isUnlisted,
}: Omit<DocumentProps, 'data' | 'children'>) {
  const { lang } = useSpeech();
  const canonical = `${origin}${address?.(lang) ?? '/'}`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      {isUnlisted && <meta name="robots" content="noindex" />}
      <meta property="og:title" content={title} />
      <meta property="og:type" content="article" />
      <meta property="og:url" content={canonical} />
      <link rel="canonical" href={canonical} />
      {address &&
        LANGUAGES.map((each) => (
          <link key={each} rel="alternate" hreflang={each} href={`${origin}${address(each)}`} />
        ))}
      {address && <link rel="alternate" hreflang="x-default" href={`${origin}${address(undefined)}`} />}
      <link rel="icon" href={assets.icon} type="image/svg+xml" />
      <Loaded assets={assets} script={live} />
    </head>
  );
}

function Languages({ address }: { readonly address: NonNullable<DocumentProps['address']> }) {
  const { words } = useSpeech();
  const said = usePageWords();
  return (
    <nav class="languages">
      {LANGUAGES.filter((each) => each !== words.language).map((each) => (
        <a key={each} href={address(each)} hreflang={each} lang={each}>
          {said.languages[each]}
        </a>
      ))}
    </nav>
  );
}
