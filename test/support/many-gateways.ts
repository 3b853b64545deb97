import { readdir, readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { journalDataSource } from '#journal/data-source';
import { JournalReader } from '#journal/read/journal-reader';
import { type Dateline, startDateline } from './dateline.js';

/** A newsroom on one port with several gateway processes. */
export class ManyGateways {
  private constructor(
    readonly dateline: Dateline,
    private readonly database: DataSource,
    readonly journal: JournalReader,
  ) {}

  static async start(count: number): Promise<ManyGateways> {
    const dateline = await startDateline({ env: { GATEWAYS: `${count}` } });
    const database = journalDataSource(dateline.databaseUrl, { poolSize: 2 });
    await database.initialize();
    return new ManyGateways(dateline, database, new JournalReader(database));
  }

  get url(): string {
    return this.dateline.url;
  }

  async stop(): Promise<void> {
    await this.database.destroy();
    await this.dateline.stop();
  }

  /** Process ids by name, of those that run now. */
  async pids(): Promise<ReadonlyMap<string, number>> {
    const { pid } = this.dateline;
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
    const named = children.map(async (child) => {
      const environment = await readFile(`/proc/${child}/environ`, 'utf8').catch(() => '');
      return [/(?:^|\0)GATEWAY_NAME=([^\0]*)/.exec(environment)?.[1] ?? '', Number(child)] as const;
    });
    return new Map((await Promise.all(named)).filter(([name]) => name !== ''));
  }

  /** What everyone measures. */
  async page(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text();
  }

  /** Whoever is connected to each gateway, as `/metrics` says. */
  async readers(): Promise<ReadonlyMap<string, number>> {
    const text = await this.page();
    const readers = new Map<string, number>();
    const lines = text.matchAll(/^dateline_gateway_readers\{.*gateway="([^"]+)"\} (\d+)$/gm);
    for (const [, name = '', count] of lines) readers.set(name, (readers.get(name) ?? 0) + Number(count));
    return readers;
  }

  async readiness(): Promise<{ status: string; gateways: Record<string, string> }> {
    return (await fetch(`${this.url}/readyz`)).json() as never;
  }

  /** Connections that the newsroom's own process holds. */
  async connections(): Promise<number> {
    return (await readdir(`/proc/${this.dateline.pid}/fd`)).length;
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
