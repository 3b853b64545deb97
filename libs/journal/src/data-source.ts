import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { DESK_ENTITIES, DESK_MIGRATIONS } from '#desk/tables/desk-tables';
import { DatabaseIdentityEntity } from './entities/database-identity.entity.js';
import { DecisionEntity } from './entities/decision.entity.js';
import { EventEntity } from './entities/event.entity.js';
import { KeyHeadlineEntity } from './entities/key-headline.entity.js';
import { ReceiptEntity } from './entities/receipt.entity.js';
import { RevisionEntity } from './entities/revision.entity.js';
import { RevokedTokenEntity } from './entities/revoked-token.entity.js';
import { StoryEntity } from './entities/story.entity.js';
import { TotalVersionEntity } from './entities/total-version.entity.js';
import { UpdateEntity } from './entities/update.entity.js';
import { SearchMarkEntity } from './entities/search-mark.entity.js';
import { SearchWordsEntity } from './entities/search-words.entity.js';
import { guardEpoch } from './epoch.js';
import { First1611360000000 } from './migrations/1611360000000-first.js';
import { KeyHeadlines1611440000000 } from './migrations/1611440000000-key-headlines.js';
import { EventActor1611450000000 } from './migrations/1611450000000-event-actor.js';
import { Search1611450300000 } from './migrations/1611450300000-search.js';
import { EventsKept1611470000000 } from './migrations/1611470000000-events-kept.js';
import { EventAdded1611490000000 } from './migrations/1611490000000-event-added.js';
import { EventVouched1611480000000 } from './migrations/1611480000000-event-vouched.js';
import { endWhenSilent, SILENT_MS } from './silence.js';

/** How long an append waits for a story's row, and any statement runs, before it is answered as busy. */
const LOCK_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** The journal's database. Schema changes come by migration only. */
export function journalDataSource(url: string, { poolSize = 10, silentMs = SILENT_MS } = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [
      StoryEntity,
      UpdateEntity,
      RevisionEntity,
      EventEntity,
      TotalVersionEntity,
      ReceiptEntity,
      DecisionEntity,
      KeyHeadlineEntity,
      DatabaseIdentityEntity,
      RevokedTokenEntity,
      SearchWordsEntity,
      SearchMarkEntity,
      ...DESK_ENTITIES,
    ],
    migrations: [
      First1611360000000,
      KeyHeadlines1611440000000,
      EventActor1611450000000,
      Search1611450300000,
      EventsKept1611470000000,
      EventVouched1611480000000,
      EventAdded1611490000000,
      ...DESK_MIGRATIONS,
    ],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    poolSize,
    poolErrorHandler: () => undefined, // an idle connection that broke is replaced at its next use
    connectTimeoutMS: 5_000,
    extra: {
      lock_timeout: LOCK_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      verify: (client: ClientBase, done: (error?: unknown) => void) => {
        endWhenSilent(client, silentMs);
        guardEpoch(client).then(() => done(), done);
      },
    },
  });
}
