import type { DataSource, EntityManager } from 'typeorm';
import { LEASE_SECONDS } from '#contract/limits';
import type { LeaseView } from '#contract/lease';
import { leased } from '#domain/story/lease';
import { enterInDeskLog } from './desk-log.js';

const LEASE = `update_id as "update", person, to_char(until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until`;

interface Wish {
  readonly story: string;
  readonly update: string;
  readonly person: string;
  /** Whose update it is. */
  readonly author: string;
}

/** Who is working on which update of the stories. */
export class Leases {
  constructor(private readonly database: DataSource) {}

  /**
   * Takes or renews it. Throws CodedError `leased`, with the lease that somebody else has, unless it is taken over from
   * just that person.
   */
  take(wish: Wish, takeOverFrom: string | null): Promise<LeaseView> {
    return this.database.transaction(async (tx) => {
      const { story, update, person, author: concerns } = wish;
      await tx.query('delete from leases where story_id = $1 and until <= clock_timestamp()', [story]);
      const [held] = await leasesOf(tx, story, update);
      const [taken]: LeaseView[] = await tx.query(
        `insert into leases (story_id, update_id, person, until)
         values ($1, $2, $3, clock_timestamp() + $5 * interval '1 second')
         on conflict (story_id, update_id) do update set person = excluded.person, until = excluded.until
           where leases.person in ($3, $4) or leases.until <= clock_timestamp()
         returning ${LEASE}`,
        [story, update, person, takeOverFrom, LEASE_SECONDS],
      );
      if (!taken) throw leased((await leasesOf(tx, story, update))[0]);
      if (held?.person === person) return taken;
      const action = held ? 'lease.taken_over' : 'lease.taken';
      const detail = held ? { from: held.person } : {};
      await enterInDeskLog(tx, { story, actor: person, action, about: update, concerns, detail });
      return taken;
    });
  }

  /** Somebody else's stays. */
  giveUp({ story, update, person, author: concerns }: Wish): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [given]: [unknown[], number] = await tx.query(
        'delete from leases where story_id = $1 and update_id = $2 and person = $3 returning 1',
        [story, update, person],
      );
      if (given.length === 0) return;
      await enterInDeskLog(tx, { story, actor: person, action: 'lease.given_up', about: update, concerns });
    });
  }

  /** Those that run, in a story. */
  list(story: string): Promise<LeaseView[]> {
    return leasesOf(this.database.manager, story);
  }

  /** Null: nobody is working on it. */
  async on(story: string, update: string): Promise<LeaseView | null> {
    return (await leasesOf(this.database.manager, story, update))[0] ?? null;
  }
}

function leasesOf(tx: EntityManager, story: string, update: string | null = null): Promise<LeaseView[]> {
  return tx.query(
    `select ${LEASE} from leases
     where story_id = $1 and ($2::text is null or update_id = $2) and until > clock_timestamp() order by update_id`,
    [story, update],
  );
}
