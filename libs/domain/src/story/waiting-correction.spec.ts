import { NO_SETTINGS } from '#contract/guard';
import { NO_DESK_SETTINGS, type DeskSettingsView } from '#contract/filing';
import { DEFAULT_METRICS, type StoryView } from '#contract/story';
import { Accounts } from '../guard/accounts.js';
import { Bases } from '../guard/bases.js';
import { RunningTotals } from '../totals/running-totals.js';
import { type Actor, CLOCK, type Command } from './command.js';
import { decide } from './decide.js';
import type { Filing } from './filing.js';
import type { Plan } from './plan.js';
import { record, rulesOf } from './record.js';
import type { StoryState } from './state.js';
import { Timeline } from './timeline.js';

const NOW = '2021-01-23T12:00:00Z';
const EVERYWHERE = { story: null, cities: null };
const VERA: Actor = { name: 'Vera', role: 'reporter', ...EVERYWHERE };
const ANN: Actor = { name: 'Ann', role: 'editor', ...EVERYWHERE };
const kazan = { id: 'kazan', name: 'Kazan', country: 'RU', lat: 55.8, lon: 49.1, timeZone: 'Europe/Moscow' };

/** A story whose desk works so, with Vera's update `u` in it. */
class Day {
  private readonly state: StoryState;
  filing: Filing | null = null;

  constructor() {
    const view: StoryView = {
      ...{ id: 's', title: 'S', standfirst: null, date: '2021-01-23', timeZone: 'Europe/Moscow' },
      ...{ status: 'live', cities: [kazan], metrics: DEFAULT_METRICS },
      sources: [{ id: 'own', kind: 'own', name: 'We' }],
    };
    const rules = rulesOf(view);
    this.state = {
      ...{ id: 's', version: 0, view, rules, totals: new RunningTotals(rules), pins: [] },
      ...{
        head: { epoch: 'e', seq: 0, hash: '', shownAt: '' },
        updates: new Map(),
        timeline: new Timeline(),
      },
      ...{
        desk: NO_DESK_SETTINGS,
        filed: new Set(),
        guard: NO_SETTINGS,
        bases: new Bases(),
        accounts: new Accounts(),
      },
    };
    this.done(VERA, {
      type: 'post',
      id: 'u',
      content: { ...words('Seven.'), city: 'kazan', occurredAt: NOW },
    });
  }

  works(desk: Partial<DeskSettingsView>): this {
    this.state.desk = { ...NO_DESK_SETTINGS, ...desk };
    return this;
  }

  done(actor: Actor, command: Command): Plan {
    const plan = decide(this.state, command, { now: NOW, actor, filing: this.filing });
    record(this.state, plan, NOW, () => 'hash');
    this.filing = plan.atDesk?.filing ?? this.filing;
    return plan;
  }

  corrects(actor: Actor, text: string, ifMatch: number): Plan {
    const said = { content: words(text), note: 'A slip.', ifMatch };
    return this.done(actor, { type: 'revise', id: 'u', request: `r-${text}`, ...said });
  }

  /** Its time has come. */
  due(): Plan {
    if (this.filing) this.filing = { ...this.filing, isDue: true };
    const about = { from: 's', id: this.filing?.id ?? '', media: [] };
    return this.done(CLOCK, { type: 'publish', by: 'clock', ...about });
  }
}
const words = (text: string) => ({ text, figures: [] });
const codes = ({ receipt: { reasons = [] } }: Plan) => reasons.map(({ code }) => code);

test('a correction that is read first is kept, and tells readers nothing', () => {
  const plan = new Day().works({ review: 'all' }).corrects(VERA, 'Eight.', 1);
  expect(plan.event).toBeUndefined();
  expect(plan.receipt).toMatchObject({ id: 'u', filing: 'r-Eight.', revision: null, status: 'submitted' });
  expect(plan.atDesk?.filing).toMatchObject({
    ...{ id: 'r-Eight.', person: 'Vera', state: 'submitted', content: { text: 'Eight.', city: 'kazan' } },
    corrects: { update: 'u', revision: 1, note: 'A slip.', silent: false },
  });
});

test('one that waits out a safety delay is the next revision when that is over', () => {
  const day = new Day().works({ cityDelays: { kazan: 5 } });
  expect(day.corrects(VERA, 'Eight.', 1).receipt).toMatchObject({
    ...{ status: 'scheduled', publishAt: '2021-01-23T12:05:00Z' },
  });
  const plan = day.due();
  expect(plan.revision).toMatchObject({ update: 'u', revision: 2, text: 'Eight.', author: 'Vera' });
  expect(() => day.due()).toThrow('It is not due.');
});

test('one that was overtaken, or whose update is gone, waits for an editor', () => {
  const overtaken = new Day().works({ delay: 5 });
  overtaken.corrects(VERA, 'Eight.', 1);
  const { filing } = overtaken;
  overtaken.corrects(ANN, 'Nine.', 1);
  overtaken.filing = filing;
  expect(codes(overtaken.due())).toEqual(['stale_revision']);
  const gone = new Day().works({ delay: 5 });
  gone.corrects(VERA, 'Eight.', 1);
  gone.done(VERA, { type: 'retract', id: 'u', note: 'Wrong.' });
  expect(codes(gone.due())).toEqual(['update_retracted']);
  expect(gone.filing).toMatchObject({ state: 'submitted', content: { text: 'Eight.' } });
});

test('an editor’s correction waits for nobody', () => {
  const day = new Day().works({ review: 'all', delay: 5 });
  expect(day.corrects(ANN, 'Nine.', 1).receipt).toMatchObject({ revision: 2, status: 'published' });
});
