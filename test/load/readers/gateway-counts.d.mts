/** A counter of a page at /metrics by its label's values. */
export function counted(page: string, name: string): Record<string, number>;
