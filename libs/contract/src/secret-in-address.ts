/** How our tokens, keys and secrets look. */
const SHAPE = /\bdl[ks]_[\w-]{20,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{16,}/;
const NAMES =
  /^(access_?token|refresh_?token|id_?token|token|jwt|bearer|authorization|api_?key|password|secret)$/i;

/**
 * Addresses are kept in histories, proxies and logs. Whether one holds a secret: by its look in any address; by its name
 * where programs ask: shared links to pages carry whatever they carry.
 */
export function holdsSecret(url: string): boolean {
  if (SHAPE.test(url)) return true;
  const [path = '', query] = url.split('?', 2);
  if (query === undefined || !/^\/(v1|socket\.io)\//.test(path)) return false;
  return [...new URLSearchParams(query).keys()].some((name) => NAMES.test(name));
}
