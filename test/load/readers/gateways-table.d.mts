export interface GatewaysRound {
  readonly count: number;
  readonly gatewayUs: number;
  readonly perSecond: number;
  readonly updatesPerFrame: number;
  readonly isExact: boolean;
  readonly clientCores: number;
  readonly otherCores: number;
}
export function gatewaysTable(
  rounds: readonly Readonly<Record<string, readonly GatewaysRound[] | undefined>>[],
  subjects: readonly (readonly [string, { readonly name: string }])[],
  layouts: readonly { readonly name: string; readonly count: number }[],
): string[];
