/** Only what differs from what Postgres does by itself is said. */
const TABLES = `
  select c.oid, c.relname as name, array_to_string(c.reloptions, ', ') as options
  from pg_class c
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'migrations'
  order by c.relname`;
const COLUMNS = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "isRequired",
    pg_get_expr(d.adbin, d.adrelid) as value,
    case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
    case when a.attcollation <> t.typcollation then l.collname end as collation,
    case when a.attstorage <> t.typstorage then a.attstorage end as storage
  from pg_attribute a
  join pg_type t on t.oid = a.atttypid
  left join pg_collation l on l.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;
const CONSTRAINTS = `
  select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
  where conrelid = $1 and contype <> 'n' order by contype desc, conname`;
const INDEXES = `
  select pg_get_indexdef(i.indexrelid) as definition from pg_index i
  where i.indrelid = $1 and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by 1`;

const TRIGGERS = `
  select pg_get_triggerdef(t.oid) as definition, pg_get_functiondef(t.tgfoid) as body from pg_trigger t
  where t.tgrelid = $1 and not t.tgisinternal order by t.tgname`;

/** The tables of a database as SQL, the same text for the same schema. */
export async function schemaOf(database) {
  const tables = await database.query(TABLES);
  const texts = [];
  for (const table of tables) texts.push(await tableText(database, table));
  return texts.join('\n');
}

async function tableText(database, { oid, name, options }) {
  const columns = await database.query(COLUMNS, [oid]);
  const constraints = await database.query(CONSTRAINTS, [oid]);
  const indexes = await database.query(INDEXES, [oid]);
  const triggers = await database.query(TRIGGERS, [oid]);
  const lines = [
    ...columns.map(columnText),
    ...constraints.map((c) => `constraint ${c.name} ${c.definition}`),
  ];
  const table = `create table ${name} (\n  ${lines.join(',\n  ')}\n)${options ? ` with (${options})` : ''};\n`;
  return [
    table,
    ...indexes.map(({ definition }) => `${definition};\n`),
    ...triggers.map(({ definition, body }) => `${body.trim()};\n${definition};\n`),
  ].join('');
}

const columnText = ({ name, type, isRequired, value, identity, collation, storage }) =>
  [
    `${name} ${type}`,
    ...(collation ? [`collate "${collation}"`] : []),
    ...(storage ? [`/* storage ${storage} */`] : []),
    ...(isRequired ? ['not null'] : []),
    ...(identity ? [`generated ${identity} as identity`] : []),
    ...(value ? [`default ${value}`] : []),
  ].join(' ');
