/** Who gave a figure its present value, by index; not there: the update's author did. */
export type Filers = Readonly<Record<string, string>>;

interface Before {
  readonly author: string;
  readonly figuresBy?: Filers | undefined;
}

export function filerOf({ author, figuresBy = {} }: Before, figure: number): string {
  return figuresBy[figure] ?? author;
}

/** After somebody has filed the figures anew; `kept`, by index, are as they were. Undefined: all are the author's. */
export function filersAfter(
  before: Before,
  kept: readonly boolean[],
  by: (figure: number) => string,
): Filers | undefined {
  const others = kept
    .map((isKept, index): [string, string] => [`${index}`, isKept ? filerOf(before, index) : by(index)])
    .filter(([, name]) => name !== before.author);
  return others.length > 0 ? Object.fromEntries(others) : undefined;
}

/** The head or filing with them. */
export function withFilers<T extends { readonly figuresBy?: Filers }>(
  { figuresBy: _, ...rest }: T,
  filers: Filers | undefined,
): Omit<T, 'figuresBy'> & { readonly figuresBy?: Filers } {
  return filers ? { ...rest, figuresBy: filers } : rest;
}
