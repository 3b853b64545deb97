export interface AnotherSite {
  readonly url: string;
  close(): void;
}
/** A site that is not the newsroom's, with the example of `examples/embed` on it. */
export function anotherSite(newsroom: string): Promise<AnotherSite>;
