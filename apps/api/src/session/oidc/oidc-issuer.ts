import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type UserInfoResponse,
} from 'openid-client';
import { CodedError } from '#contract/problems';
import type { Vouched } from '#desk/identities';
import type { OidcFlow } from './oidc-flow.js';
import type { OidcSettings } from './oidc-settings.js';

const ANSWER_SECONDS = 5;

/** The one issuer whose word is taken: authorization code, PKCE, state and nonce, all of them always. */
export class OidcIssuer {
  private found: Promise<Configuration> | undefined;

  constructor(readonly settings: OidcSettings) {}

  /** Where to send the browser, and what to know it by. Throws CodedError `unavailable` while the issuer is away. */
  async begin(redirectUri: string): Promise<{ address: URL; flow: OidcFlow }> {
    const flow = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const address = buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: redirectUri,
      scope: this.settings.scope,
      code_challenge: await calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
    });
    return { address, flow: { ...flow, startedAt: Date.now() } };
  }

  /** Whom it vouches for, of the address the browser came back to. Throws CodedError `sign_in_refused`, `unavailable`. */
  async finish(cameBackTo: URL, { state, nonce, verifier }: OidcFlow): Promise<Vouched> {
    const configuration = await this.configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, cameBackTo, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (!claims) throw new TypeError('no claims');
      const name = this.nameIn(claims) ?? this.nameIn(await this.more(tokens.access_token, claims.sub));
      return { issuer: claims.iss, subject: claims.sub, name };
    } catch (error) {
      if (isAway(error)) throw new CodedError('unavailable', 'The issuer does not answer. Sign in again.');
      throw new CodedError('sign_in_refused', 'What came back from the issuer signs nobody in. Begin again.');
    }
  }

  private async more(accessToken: string, subject: string): Promise<UserInfoResponse> {
    return fetchUserInfo(await this.configuration(), accessToken, subject);
  }

  /** An address that the issuer has not verified is anybody's. */
  private nameIn(claims: IDToken | UserInfoResponse): string | null {
    const { nameClaim } = this.settings;
    const name = claims[nameClaim];
    const isVerified = nameClaim !== 'email' || claims['email_verified'] === true;
    return typeof name === 'string' && name !== '' && isVerified ? name : null;
  }

  private configuration(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    // the signature of what it says is checked although it came from the issuer itself
    const execute = [
      enableNonRepudiationChecks,
      ...(issuer.protocol === 'https:' ? [] : [allowInsecureRequests]),
    ];
    const options = { execute, timeout: ANSWER_SECONDS };
    const found = this.found ?? discovery(issuer, clientId, clientSecret, undefined, options);
    this.found = found;
    return found.catch(() => {
      if (this.found === found) this.found = undefined;
      throw new CodedError(
        'unavailable',
        'The issuer does not answer. Sign in with a password, or try again.',
      );
    });
  }
}

/** It said nothing, or that it is not well: that is no word about anybody. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, cause } = error as Error & { cause?: unknown };
  if (name === 'TimeoutError' || (error instanceof TypeError && error.message === 'fetch failed'))
    return true;
  return cause !== undefined && cause !== error && isAway(cause);
}
