export interface Admission {
  readonly perSecond: number;
  readonly burst: number;
  readonly connections: number;
}
export interface GatewaySettings {
  readonly admission: Admission | null;
  readonly backlog: number;
  readonly connected: number;
  readonly standingUs: number;
  readonly refuseUs: number;
}
export class GatewayModel {
  connected: number;
  longestLine: number;
  constructor(settings: GatewaySettings);
  get standingShare(): number;
  get peaks(): { readonly share: number; readonly bytes: number };
  take(now: number, joinUs: number): { readonly at: number; readonly isAdmitted: boolean } | null;
  joined(isThere: boolean): void;
  turn(now: number): number;
  sent(now: number, bytes: number): void;
}
