import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

const SETTINGS = path.resolve(import.meta.dirname, '../../docker/nginx.conf');
const NGINX = '/usr/sbin/nginx';

/** nginx with docker/nginx.conf: other than as shipped are only the addresses behind it, its port and its folder. */
export class ShippedProxy {
  private constructor(
    readonly url: string,
    private readonly nginx: ChildProcess,
    private readonly folder: string,
  ) {}

  /** `ports`: on loopback, by the names that the settings have for them. */
  static async before(ports: Readonly<Record<string, number>>): Promise<ShippedProxy> {
    if (!existsSync(NGINX))
      throw new Error(`${NGINX} is not there, and the shipped proxy is to be tried: install nginx-light.`);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-proxy-'));
    await chmod(folder, 0o755); // its workers are another user's where we are root
    const port = await freePort();
    let settings = (await readFile(SETTINGS, 'utf8'))
      .replaceAll('/tmp/', `${folder}/`)
      .replace('listen 8080', `listen 127.0.0.1:${port}`);
    for (const [name, behind] of Object.entries(ports))
      settings = settings.replaceAll(`${name}:3000`, `127.0.0.1:${behind}`);
    const file = path.join(folder, 'nginx.conf');
    await writeFile(file, settings);
    const nginx = spawn(NGINX, ['-c', file, '-e', 'stderr', '-g', 'daemon off;'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await waitUntil('the proxy listens', () => listens(port));
    return new ShippedProxy(`http://127.0.0.1:${port}`, nginx, folder);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.nginx.once('exit', resolve));
    this.nginx.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(port, '127.0.0.1');
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
