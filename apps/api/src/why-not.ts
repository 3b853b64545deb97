/** Why a server can't start, as a sentence for whoever started it. */
export function whyNot(error: unknown): string {
  const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: readonly Error[] };
  const said = errors?.[0]?.message ?? message; // a name with two addresses fails twice
  if (code === 'EADDRINUSE')
    return `port ${process.env['PORT'] ?? 3000} is taken. Set PORT to another number.`;
  if (code === '42P01')
    return 'the database has no tables yet. Run "npm run migrate", or set DATELINE_MIGRATE=on.';
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return `Postgres does not answer (${said}). Set DATABASE_URL to one that does.`;
  return `${said.replace(/\.?$/, '.')}`;
}
