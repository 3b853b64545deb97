/** What the timeline shows. Empty: all of it. */
export interface Filters {
  readonly q: string;
  readonly city: string;
  readonly state: '' | 'published' | 'retracted';
  readonly reporter: string;
  readonly source: string;
}
export const NO_FILTERS: Filters = { q: '', city: '', state: '', reporter: '', source: '' };

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value.trim() !== '');
}

/** The server decides what fits words, a reporter or a source; of the others an event says enough. */
export function needsServer({ q, reporter, source }: Filters): boolean {
  return [q, reporter, source].some((value) => value.trim() !== '');
}

export function queryOf(filters: Filters, limit: number): string {
  const said = Object.entries(filters).flatMap(([name, value]): [string, string][] =>
    value.trim() ? [[name, value.trim()]] : [],
  );
  return `${new URLSearchParams([...said, ['limit', `${limit}`]])}`;
}
