import type { ClientModel } from './clients.mjs';
import type { Admission } from './gateway-model.mjs';

export interface Variant {
  readonly client: ClientModel;
  readonly isJittered: boolean;
  readonly admitted: number;
  readonly answer: 'resume' | 'snapshot' | 'cache';
}
export interface StormSettings {
  readonly crowd: number;
  readonly gateways: number;
  readonly connected: number;
  readonly part: number;
  readonly admission: Admission | null;
  readonly cacheNodes: number;
}
export type Asked = Readonly<Record<string, number | string>>;
export function askedFor(args: readonly string[]): Asked;
export function crowdOf(asked: Asked): Pick<StormSettings, 'crowd' | 'gateways' | 'connected' | 'part'>;
export function stormOf(asked: Asked, variant: Variant): StormSettings;
