export function chance(seed: number): () => number;
