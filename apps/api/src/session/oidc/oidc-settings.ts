import type { Role } from '#contract/people';

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent: a client without a secret, held by PKCE alone. */
  readonly clientSecret: string | undefined;
  readonly scope: string;
  /** The claim by which somebody is known the first time; `email` only once it is verified. */
  readonly nameClaim: string;
  /** What somebody becomes whom nobody invited; null: nothing. */
  readonly newcomers: Role | null;
}

/** Null: nobody signs in elsewhere. Throws an error that says what is wrong with them. */
export function oidcSettings(env: NodeJS.ProcessEnv): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = env;
  if (!issuer) return null;
  if (!URL.canParse(issuer)) throw new Error('OIDC_ISSUER must be the address of an issuer.');
  if (!clientId) throw new Error('OIDC_ISSUER needs OIDC_CLIENT_ID, and its secret as OIDC_CLIENT_SECRET.');
  const url = new URL(issuer);
  if (url.protocol !== 'https:' && !isLoopback(url))
    throw new Error('OIDC_ISSUER must begin with https: only this machine itself is asked without.');
  return {
    issuer: url,
    clientId,
    clientSecret: env['OIDC_CLIENT_SECRET'] || undefined,
    scope: env['OIDC_SCOPE'] || 'openid profile email',
    nameClaim: env['OIDC_NAME_CLAIM'] || 'preferred_username',
    newcomers: newcomersIn(env['OIDC_NEWCOMERS']),
  };
}

export const isLoopback = ({ hostname }: URL): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

function newcomersIn(role: string | undefined): Role | null {
  if (!role) return null;
  if (role !== 'reporter' && role !== 'editor')
    throw new Error('OIDC_NEWCOMERS must be reporter or editor, or be left out.');
  return role;
}
