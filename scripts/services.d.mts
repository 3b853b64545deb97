export interface Service {
  readonly url: string;
  /** Of the server started; absent for one that was given. */
  readonly pid?: number;
  stop(): Promise<void>;
}
/** A private Redis on loopback; with `dataDir` its data is kept in an append-only file. */
export function startRedis(options?: { dataDir?: string; port?: number }): Promise<Service & { pid: number }>;
