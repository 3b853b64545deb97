import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ApiKeyView, MakeApiKey, NewApiKey } from '#contract/people';
import { CodedError } from '#contract/problems';
import { inOrder } from '#domain/story/membership';
import { enterInDeskLog } from './desk-log.js';
import { nameKey } from './person.js';
import { changeRoster } from './roster-change.js';
import { hashed, KEY_START, newSecret } from './secrets.js';

const SHOWN = KEY_START.length + 8;
const VIEW = `id, name, prefix, role, memberships, made_by as "madeBy", made_at as "madeAt",
  expires_at as "expiresAt", ended_at as "endedAt"`;

type Row = Omit<ApiKeyView, 'madeAt' | 'expiresAt' | 'endedAt'> & {
  readonly madeAt: Date;
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
};

/** Keys for programs: shown once, then known by how they begin. */
export class ApiKeys {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<ApiKeyView[]> {
    const rows: Row[] = await this.database.query(`select ${VIEW} from api_keys order by made_at`);
    return rows.map(view);
  }

  /** Throws CodedError `name_taken`: what is filed with keys is known by their names. */
  make(wanted: MakeApiKey, madeBy: string): Promise<NewApiKey> {
    const { name, role, memberships = null, expiresAt = null } = wanted;
    const key = newSecret(KEY_START);
    const held = memberships === null ? null : JSON.stringify(inOrder(memberships));
    return changeRoster(this.database, async (tx) => {
      await checkName(tx, name);
      const rows: Row[] = await tx.query(
        `insert into api_keys (id, name, prefix, hash, role, memberships, made_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${VIEW}`,
        [randomUUID(), name, key.slice(0, SHOWN), hashed(key), role, held, madeBy, expiresAt],
      );
      const made = view(known(rows));
      const detail = { name, role, memberships: made.memberships, expiresAt: made.expiresAt };
      await enterInDeskLog(tx, {
        story: null,
        actor: madeBy,
        action: 'api_key.made',
        about: made.id,
        detail,
      });
      return { ...made, key };
    });
  }

  /** It stays ended. Throws CodedError `api_key_not_found`. */
  end(id: string, by: string): Promise<ApiKeyView> {
    return changeRoster(this.database, async (tx) => {
      const [rows]: [Row[], number] = await tx.query(
        `update api_keys set ended_at = coalesce(ended_at, now()) where id = $1 returning ${VIEW}`,
        [id],
      );
      const ended = view(known(rows));
      await enterInDeskLog(tx, {
        ...{ story: null, actor: by, action: 'api_key.ended', about: id, detail: { name: ended.name } },
      });
      return ended;
    });
  }
}

/** Of two who make one of the same name at once the second sees the first. */
async function checkName(tx: EntityManager, name: string): Promise<void> {
  await tx.query('select 1 from roster_version where id = 1 for update');
  const holding: { name: string }[] = await tx.query(
    'select name from api_keys where ended_at is null and (expires_at is null or expires_at > clock_timestamp())',
  );
  if (holding.some((key) => nameKey(key.name) === nameKey(name)))
    throw new CodedError('name_taken', `There is a key named ${name}. End it first, or choose another name.`);
}

function view({ madeAt, expiresAt, endedAt, ...same }: Row): ApiKeyView {
  return {
    ...same,
    madeAt: madeAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function known([row]: readonly Row[]): Row {
  if (!row) throw new CodedError('api_key_not_found', 'There is no key with this id.');
  return row;
}
