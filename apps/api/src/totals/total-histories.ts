import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import type { TotalHistory } from '#contract/total-history';
import { JournalReader } from '#journal/read/journal-reader';
import {
  type Counting,
  readCounting,
  readTotalHistory,
  type TotalHistoryPage,
  type TotalHistoryQuery,
} from '#journal/read/total-history';
import { isOfDesk, shownChanges } from '#domain/totals/shown-sums';
import { unknownCity } from '../http/query.js';
import { Weight } from '../http/weight.js';
import { SharedAnswers } from '../stories/shared-answers.js';
import { Snapshots } from '../stories/snapshots.js';

interface At {
  readonly position: Position;
  readonly weight: Weight;
}

const MOST_BYTES = 16 * 1024 * 1024;
/** In memory: a change with its figures, and an update's id. */
const BYTES = { change: 800, id: 64 } as const;

/** How totals came about: read from the journal once per position, beside those who write. */
@Injectable()
export class TotalHistories {
  private readonly pages = new SharedAnswers<At & TotalHistoryPage>(MOST_BYTES);
  private readonly countings = new SharedAnswers<At & { counting: Counting }>(MOST_BYTES);

  constructor(
    private readonly snapshots: Snapshots,
    private readonly reader: JournalReader,
  ) {}

  /** Throws CodedError `story_not_found`, `unknown_metric`, `unknown_city`. */
  async page(
    story: string,
    asked: TotalHistoryQuery,
  ): Promise<{ readonly position: Position; readonly history: TotalHistory }> {
    const { metric, city } = asked;
    const { snapshot } = await this.snapshots.get(story);
    if (!Object.hasOwn(snapshot.story.metrics, metric))
      throw new CodedError('unknown_metric', `The story has no metric ${metric}.`);
    if (city !== undefined && !snapshot.story.cities.some(({ id }) => id === city))
      throw unknownCity(story, city);
    const { changes: all, hasOlder, position } = await this.changes(story, asked, snapshot.position);
    const changes = shownChanges(all, snapshot.story.presentation);
    const { counting } = await this.counting(story, metric, snapshot.position);
    const older = hasOlder ? olderAddress(story, asked, all[0]?.seq ?? 0) : null;
    const history = {
      metric,
      city: city ?? null,
      changes,
      counting: isOfDesk(metric, snapshot.story.presentation) ? [] : (counting.get(city ?? null) ?? []),
      older,
    };
    return { position, history };
  }

  /** What is read after a position was known is no older than it. */
  private changes(story: string, asked: TotalHistoryQuery, position: Position) {
    const { metric, city = '', before = '', limit } = asked;
    return this.pages.get([story, metric, city, before, limit].join(' '), position, async () => {
      const page = await this.reader.atOneMoment((tx) => readTotalHistory(tx, story, asked));
      return { ...page, position, weight: new Weight(BYTES.change * (page.changes.length + 1)) };
    });
  }

  private counting(story: string, metric: string, position: Position) {
    return this.countings.get(`${story} ${metric}`, position, async () => {
      const counting = await this.reader.atOneMoment((tx) => readCounting(tx, story, metric));
      const ids = [...counting.values()].reduce((sum, { length }) => sum + length + 1, 0);
      return { counting, position, weight: new Weight(BYTES.id * ids) };
    });
  }
}

function olderAddress(story: string, { metric, city, limit }: TotalHistoryQuery, before: number): string {
  const query = new URLSearchParams({ before: String(before), limit: String(limit) });
  if (city !== undefined) query.set('city', city);
  return `/v1/stories/${story}/totals/${metric}/history?${query}`;
}
