export interface Size {
  readonly perGateway: number;
  readonly limit: string;
  readonly gateways: number;
  readonly gigabits: number;
  readonly compressedGigabits: number;
  readonly rings: number;
  readonly apiReads: number;
}
export function sizeOf(of: { readers: number; updates: number; stories: number; joinUs?: number }): Size;
