export class CacheNode {
  constructor(originMs: number);
  ask(now: number): { readonly at: number; readonly asksOrigin: boolean };
}
