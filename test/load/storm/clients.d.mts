export interface ClientModel {
  readonly title: string;
  readonly joinUs: number;
  readonly answer: number;
  readonly tries?: number;
  readonly hearsRetryAfter?: boolean;
  readonly endsOn503?: boolean;
  wait(failures: number, random: () => number): number;
}
export type ClientName = 'dateline-socket' | 'dateline-sse' | 'socket.io' | 'eventsource';
export const CLIENTS: Readonly<Record<ClientName, ClientModel>>;
export function withoutJitter(client: ClientModel): ClientModel;
