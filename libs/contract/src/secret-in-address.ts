/** How our keys and secrets look, and nobody else's. */
const OURS = /\bdl[ks]_[\w-]{20,}/;
const TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{16,}/;
const OUR_TYPE = '"dateline';
const NAMES =
  /^(access_?token|refresh_?token|id_?token|token|jwt|bearer|authorization|api_?key|password|secret)$/i;

/**
 * Addresses are kept in histories, proxies and logs. Whether one holds a secret: one of ours in any address; any token by
 * its look and anything by its name where programs ask. Shared links to pages carry whatever they carry.
 */
export function holdsSecret(url: string): boolean {
  const [token = ''] = TOKEN.exec(url) ?? [];
  if (OURS.test(url) || isOurs(token)) return true;
  const [path = '', query = ''] = url.split('?', 2);
  if (!/^\/(v1|socket\.io)\//.test(path)) return false;
  return token !== '' || [...new URLSearchParams(query).keys()].some((name) => NAMES.test(name));
}

/** By what its header says it is. */
function isOurs(token: string): boolean {
  const [header = ''] = token.split('.', 1);
  try {
    return atob(header.replaceAll('-', '+').replaceAll('_', '/')).includes(OUR_TYPE);
  } catch {
    return false; // no base64: nobody's token
  }
}
