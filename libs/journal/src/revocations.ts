import type { DataSource } from 'typeorm';

const REFRESH_MS = 250;

/** Ids of tokens that are no longer accepted, kept in memory and read again four times a second. */
export class Revocations {
  private ids: ReadonlySet<string> = new Set();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = true;

  constructor(private readonly database: DataSource) {}

  async start(): Promise<void> {
    await this.refresh();
    this.isStopped = false;
    this.refreshLater();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  async revoke(id: string): Promise<void> {
    await this.database.query('insert into revoked_tokens (id) values ($1) on conflict (id) do nothing', [
      id,
    ]);
    await this.refresh();
  }

  /** One at a time: while the database is silent they would take every connection. */
  private refreshLater(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      // A database that is away keeps the last list: nothing can be written then anyway.
      void this.refresh()
        .catch(() => undefined)
        .then(() => this.refreshLater());
    }, REFRESH_MS);
  }

  private async refresh(): Promise<void> {
    const rows: { id: string }[] = await this.database.query('select id from revoked_tokens');
    this.ids = new Set(rows.map(({ id }) => id));
  }
}
