import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'dateline_refresh';
/** The only addresses it is sent to. */
export const REFRESH_PATH = '/v1/session/refresh';
export const SIGN_OUT_PATH = '/v1/sign-out';
const SECONDS = 30 * 24 * 3600;

export const refreshTokenIn = (request: FastifyRequest): string | undefined => cookieOf(request, NAME);

export function cookieOf({ headers }: FastifyRequest, wanted: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted && value) return value;
  }
  return undefined;
}

/** For scripts it does not exist, other sites' pages don't send it, and over plain HTTP only this machine itself does. */
export function setRefreshCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.header('set-cookie', cookies(request, `${NAME}=${token}`, SECONDS));
}

export function clearRefreshCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('set-cookie', cookies(request, `${NAME}=`, 0));
}

function cookies(request: FastifyRequest, pair: string, seconds: number): string[] {
  const rest = `Max-Age=${seconds}; HttpOnly; SameSite=Strict${secureMark(request)}`;
  return [REFRESH_PATH, SIGN_OUT_PATH].map((path) => `${pair}; Path=${path}; ${rest}`);
}

/** Over plain HTTP a cookie is given to this machine alone. */
export const secureMark = ({ headers }: FastifyRequest): string =>
  isLoopback(headers.host) ? '' : '; Secure';

function isLoopback(host = ''): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}
