export class TokenBucket {
  constructor(perSecond: number, burst: number);
  take(now: number): boolean;
}
