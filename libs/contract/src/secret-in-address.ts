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
  const read = decoded(url);
  const [token = ''] = TOKEN.exec(read) ?? [];
  if (OURS.test(read) || isOurs(token)) return true;
  const [path = '', query = ''] = url.split('?', 2);
  if (!/^\/(v1|socket\.io)\//.test(decoded(path))) return false;
  return token !== '' || [...new URLSearchParams(query).keys()].some((name) => NAMES.test(name));
}

/** Once, as servers do: the letters that secrets and our paths are made of. */
function decoded(text: string): string {
  return text.replace(/%([2-7][\da-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
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
