/** The folder of the Postgres programs that npm brought for this kind of machine. */
export function postgresPrograms(): Promise<string>;
/** Words before a command that Postgres, which refuses uid 0, needs. */
export function postgresIdentity(): { readonly prefix: readonly string[]; readonly uid?: number };
