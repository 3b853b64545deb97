import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf, secureMark } from '../refresh-cookie.js';
import { sealed, unsealed } from './sealed.js';

const NAME = 'dateline_oidc';
const HOLDS_SECONDS = 600;
/** The only address the browser brings it back to. */
export const CALLBACK_PATH = '/v1/oidc/callback';

/** What one sign-in elsewhere is known by when it comes back; its browser keeps it and cannot read it. */
export interface OidcFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export function keepFlow(request: FastifyRequest, reply: FastifyReply, key: Buffer, flow: OidcFlow): void {
  setCookie(request, reply, sealed(key, flow), HOLDS_SECONDS);
}

/** The browser's, once; null: it has none, or it is over. */
export function takeFlow(request: FastifyRequest, reply: FastifyReply, key: Buffer): OidcFlow | null {
  setCookie(request, reply, '', 0);
  const kept = cookieOf(request, NAME);
  const flow = kept === undefined ? null : (unsealed(key, kept) as OidcFlow | null);
  return flow && Date.now() - flow.startedAt < HOLDS_SECONDS * 1_000 ? flow : null;
}

/** Lax: it comes along when the issuer sends the browser back. */
function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, seconds: number): void {
  const rest = `Path=${CALLBACK_PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secureMark(request)}`;
  void reply.header('set-cookie', `${NAME}=${value}; ${rest}`);
}
