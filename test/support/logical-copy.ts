import pg from 'pg';

/** Rows of every table but the schema's own, as a dump has them. */
export type LogicalCopy = ReadonlyMap<string, string>;

const TABLES = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_name not in ('migrations', 'typeorm_metadata')`;

/** What a dump of the database says. */
export function dump(url: string): Promise<LogicalCopy> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(TABLES);
    const copy = new Map<string, string>();
    for (const { name } of rows) {
      const { rows: all } = await client.query(
        `select coalesce(json_agg(t), '[]')::text as text from ${name} t`,
      );
      copy.set(name, all[0].text);
    }
    return copy;
  });
}

/** Loads a dump into a database that has the schema, in place of what is there. */
export function load(url: string, copy: LogicalCopy): Promise<void> {
  return connected(url, async (client) => {
    await client.query('begin');
    await client.query('set local session_replication_role = replica'); // as pg_restore --disable-triggers
    for (const [name, text] of copy) {
      await client.query(`truncate ${name}`);
      await client.query(
        `insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, $1)`,
        [text],
      );
    }
    await client.query('commit');
  });
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
