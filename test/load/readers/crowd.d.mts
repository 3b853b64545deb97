export type WireName = 'socket.io' | 'sse' | 'plain';
export interface Target {
  readonly wire: WireName;
  readonly ports: readonly number[];
  readonly story: string;
  readonly isCompressed?: boolean;
}
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
export interface Gathered {
  readonly joined: number;
  readonly refused: number;
  readonly how: Readonly<Record<string, number>>;
}
export interface Returns {
  readonly left: number;
  readonly back: number;
  readonly refused: number;
  readonly how: Readonly<Record<string, number>>;
  readonly lastAt: number;
  readonly longestAwayUs: number;
}
export interface Report {
  readonly received: number;
  readonly readers: number;
  readonly exact: number;
  readonly missed: number;
  readonly repeats: number;
  readonly ended: number;
  readonly trouble?: string;
  readonly latencies: readonly number[];
}
/** Readers of one story in this process. */
export class Crowd {
  constructor(target: Target);
  join(given: { count: number; at: number; isStalling?: boolean }): Promise<Gathered>;
  begin(phase: { upTo: number; first: number; firstDue: number; everyUs: number }): void;
  finish(given: { withinMs: number; upTo?: number }): Promise<Report>;
  drop(): Promise<void>;
  comeBack(given: { at: number; position?: Position }): Promise<Gathered>;
  /** The newest update that everyone has. */
  readonly newest: number;
  comeBackAlone(given?: { firstWaitMs?: number }): void;
  returns(): Returns;
  stalledPorts(): number[];
}
