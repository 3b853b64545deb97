import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'dateline_refresh';
/** The only addresses it is sent to. */
export const REFRESH_PATH = '/v1/session/refresh';
export const SIGN_OUT_PATH = '/v1/sign-out';
const SECONDS = 30 * 24 * 3600;

export function refreshTokenIn({ headers }: FastifyRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === NAME && value) return value;
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
  const secure = isLoopback(request.headers.host) ? '' : '; Secure';
  const rest = `Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
  return [REFRESH_PATH, SIGN_OUT_PATH].map((path) => `${pair}; Path=${path}; ${rest}`);
}

function isLoopback(host = ''): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}
