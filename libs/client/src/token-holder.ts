/** Whose access token it is, as it says itself; undefined: it says nothing. */
export function holderOf(token: string): string | undefined {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: string };
  return sub;
}
