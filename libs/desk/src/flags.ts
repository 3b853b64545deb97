import type { DataSource, EntityManager } from 'typeorm';
import type { Flag, FlagAnswer } from '#contract/guard';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';

const FLAG = `id, kind, update_id as "update", revision, figure, detail, answer, answered_by as "answeredBy",
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at`;
/** Holds have a list of their own, which rulings empty. */
const ASKING = `story_id = $1 and kind <> 'figure_held'`;

const MOST = 500;

/** What a story's desk should look at or has answered, the newest first, at most 500. */
export class Flags {
  constructor(private readonly database: DataSource) {}

  list(story: string, state: 'open' | 'answered'): Promise<Flag[]> {
    return this.database.query(
      `select ${FLAG} from flags where ${ASKING} and (answer is null) = $2 order by flags.at desc, id limit ${MOST}`,
      [story, state === 'open'],
    );
  }

  /** Throws CodedError `flag_not_found`. */
  async withId(story: string, id: string): Promise<Flag> {
    return known(
      await this.database.query(`select ${FLAG} from flags where ${ASKING} and id = $2`, [story, id]),
    );
  }

  /** The first answer holds; the same again changes nothing. Throws CodedError `flag_answered`, `flag_not_found`. */
  answer(story: string, id: string, { answer, by }: { answer: FlagAnswer; by: string }): Promise<Flag> {
    return this.database.transaction(async (tx) => {
      const flag = known(
        await tx.query(`select ${FLAG} from flags where ${ASKING} and id = $2 for update`, [story, id]),
      );
      if (flag.answer !== null) return sameAnswer(flag, answer);
      return answered(tx, story, { flag, answer, by });
    });
  }
}

/** Throws CodedError `flag_answered` where another answer was given. */
export function sameAnswer(flag: Flag, answer: FlagAnswer): Flag {
  if (flag.answer === null || flag.answer === answer) return flag;
  throw new CodedError('flag_answered', `${flag.answeredBy} answered it: ${flag.answer}.`);
}

async function answered(
  tx: EntityManager,
  story: string,
  { flag, answer, by }: { flag: Flag; answer: FlagAnswer; by: string },
): Promise<Flag> {
  await tx.query(
    'update flags set answer = $3, answered_by = $4, answered_at = clock_timestamp() where story_id = $1 and id = $2',
    [story, flag.id, answer, by],
  );
  const detail = { kind: flag.kind, answer, update: flag.update, figure: flag.figure };
  await enterInDeskLog(tx, { story, actor: by, action: 'flag.answered', about: flag.id, detail });
  return { ...flag, answer, answeredBy: by };
}

function known([flag]: readonly Flag[]): Flag {
  if (!flag) throw new CodedError('flag_not_found', 'There is no such flag in this story.');
  return flag;
}
