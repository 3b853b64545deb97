/** What the server puts before this file: the desk's own files, and a name for just these. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
const worker = self as unknown as {
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { claim(): Promise<void> };
};

const PAGE = '/desk';
const OURS = 'dateline-desk-';
const CACHE = OURS + SHELL.version;
/** So long a dying network may take for the page before the one that is kept is shown. */
const PATIENCE_MS = 2_000;

/** Keeps the shell, so that the desk opens without a network. Nothing else: no story, no post, no answer of the newsroom. */
addEventListener('install', (event) => {
  (event as WorkerEvent).waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, ...SHELL.files]))
      .then(() => worker.skipWaiting()),
  );
});

addEventListener('activate', (event) => {
  (event as WorkerEvent).waitUntil(dropOlder().then(() => worker.clients.claim()));
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && (pathname === PAGE || pathname.startsWith(`${PAGE}/`)))
    respondWith.call(event, page(request));
  else if (SHELL.files.includes(pathname)) respondWith.call(event, file(request));
});

async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** The newest page where there is a network, so that it names files that are still there. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE);
  if (!kept) return fetch(request);
  return (await whole(request).catch(() => null)) ?? kept;
}

/** Null: none that could be shown. A network may die between the head of an answer and its end, which would leave a blank page. */
async function whole(request: Request): Promise<Response | null> {
  const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const { status, headers } = response;
  return response.ok ? new Response(await response.blob(), { status, headers }) : null;
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
