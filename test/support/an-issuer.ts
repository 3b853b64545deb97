import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const PROGRAM = path.resolve(import.meta.dirname, 'oidc-issuer.mjs');

/** Somebody's account at an issuer. */
export interface Account {
  readonly sub: string;
  readonly preferred_username?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** An OpenID issuer in a process of its own. */
export class AnIssuer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(redirectUri: string): Promise<AnIssuer> {
    const child = spawn(process.execPath, [PROGRAM, redirectUri], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return new AnIssuer(line.toString().trim(), child);
  }

  /** Who comes from now on. */
  async is(account: Account): Promise<void> {
    await fetch(`${this.url}/account`, { method: 'PUT', body: JSON.stringify(account) });
  }

  async stop(): Promise<void> {
    this.child.kill();
    await once(this.child, 'exit');
  }
}

/** A browser as far as redirects and cookies go. */
export class ABrowser {
  private readonly cookies = new Map<string, string>();

  async get(url: string): Promise<Response> {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: this.sent(url) } });
    for (const line of response.headers.getSetCookie()) this.keep(url, line);
    return response;
  }

  /** Where following redirects leads, up to the first address that `until` wants for itself. */
  async follow(url: string, until: (address: string) => boolean): Promise<string> {
    for (let [at, hops] = [url, 0]; hops < 12; hops += 1) {
      const { headers } = await this.get(at);
      at = new URL(headers.get('location') ?? '', at).href;
      if (until(at)) return at;
    }
    throw new Error('The redirects lead nowhere.');
  }

  /** The value of a cookie for an address; undefined: it has none. */
  cookie(url: string, name: string): string | undefined {
    return this.cookies.get(`${new URL(url).host} ${name}`);
  }

  private keep(url: string, line: string): void {
    const [pair = '', ...rest] = line.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const key = `${new URL(url).host} ${name}`;
    if (value === '' || rest.some((part) => part.trim() === 'Max-Age=0')) this.cookies.delete(key);
    else this.cookies.set(key, value);
  }

  private sent(url: string): string {
    const start = `${new URL(url).host} `;
    const own = [...this.cookies].filter(([key]) => key.startsWith(start));
    return own.map(([key, value]) => `${key.slice(start.length)}=${value}`).join('; ');
  }
}
