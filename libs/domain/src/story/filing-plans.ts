import type { Instant } from '#contract/figure';
import type { PhotosShown } from '#contract/media';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { WaitReason } from '#contract/waiting';
import type { WaitingCorrection } from '#contract/filing';
import { withFilers } from '../guard/filers.js';
import { underGuard } from '../guard/under-guard.js';
import type { Actor } from './command.js';
import { stored } from './content.js';
import { correction } from './correction.js';
import type { Filing, KeptWishes } from './filing.js';
import { waitsWhole, withGuard } from './guarded-plan.js';
import type { Plan } from './plan.js';
import { newHead, publication, withPhotos } from './publication.js';
import type { StoryState } from './state.js';

const REASONS_TOLD = 50;

/** It waits for an editor. */
export function submitted(
  filing: Filing,
  allReasons: readonly WaitReason[],
  action: 'filing.submitted' | 'filing.stopped',
): Plan {
  const { saidOccurredAt, content } = filing;
  const reasons = allReasons.slice(0, REASONS_TOLD);
  return {
    receipt: {
      ...{ ...namesOf(filing), revision: null, status: 'submitted', reasons },
      ...correctedTime(saidOccurredAt, content),
    },
    atDesk: {
      filing: { ...filing, state: 'submitted', version: filing.version + 1, reasons },
      entry: {
        action,
        detail: { reasons: reasons.map(({ code }) => code), from: filing.state, ...about(filing) },
      },
    },
  };
}

/** It waits for its time. */
export function scheduled(filing: Filing, publishAt: string, reason: WaitReason): Plan {
  const { saidOccurredAt, content } = filing;
  const reasons = [reason];
  return {
    receipt: {
      ...{ ...namesOf(filing), revision: null, status: 'scheduled', publishAt, reasons },
      ...correctedTime(saidOccurredAt, content),
    },
    atDesk: {
      filing: { ...filing, state: 'scheduled', version: filing.version + 1, publishAt, reasons },
      entry: { action: 'filing.scheduled', detail: { publishAt, from: filing.state, ...about(filing) } },
    },
  };
}

/** A correction waits under an id of its own. */
function namesOf({ id, corrects }: Filing): Pick<Plan['receipt'], 'id' | 'filing'> {
  return corrects ? { id: corrects.update, filing: id } : { id };
}

const about = ({ corrects }: Filing) => (corrects ? { update: corrects.update } : {});

export interface Publishing {
  readonly now: Instant;
  /** On whose word the figures go out. */
  readonly actor: Actor;
  readonly wishes?: KeptWishes | null | undefined;
  readonly photos?: PhotosShown | undefined;
}

/**
 * With readers now. Its public times are those of now, whenever it was filed. What goes straight to them from a clock
 * that is right leaves nothing at the desk. If it is to wait with its figures, and one is held, it waits.
 */
export function published(
  state: StoryState,
  filing: Filing,
  sent: UpdateContent,
  publishing: Publishing,
): Plan {
  const { id, person, corrects } = filing;
  const { now, actor, wishes, photos } = publishing;
  if (corrects) return corrected(state, { ...filing, corrects }, sent, publishing);
  const guarded = underGuard(state, {
    ...{ id, content: stored(sent, now), actor, author: person, now },
    override: wishes?.override,
  });
  if (wishes?.holdWithFigures && guarded.held.length > 0)
    return submitted(filing, [heldFigures(waitsWhole(guarded))], stopOrWait(filing));
  const { content } = guarded;
  const first = newHead({ id, revision: 1, content, receivedAt: now, author: person });
  const head = withPhotos(withFilers(first, wishes?.figuresBy), photos);
  const by = { note: null, receivedAt: now, author: person };
  const plan = withGuard(state, publication('update.posted', head, content, by), guarded);
  return filing.version === 0 && filing.saidOccurredAt === null
    ? plan
    : settled(plan, { ...filing, toStory: state.id === filing.story ? null : state.id }, content);
}

/** The next revision of its update, in the words and under the name of who filed it. */
function corrected(
  state: StoryState,
  filing: Filing & { readonly corrects: WaitingCorrection },
  sent: UpdateContent,
  { now, actor, wishes, photos }: Publishing,
): Plan {
  const { corrects, person: author } = filing;
  const head = state.updates.get(corrects.update);
  if (!head) throw new TypeError(`There is no update ${corrects.update} to correct.`);
  const content = stored(sent, now);
  const plan = correction(state, {
    ...{ head, content, author, actor, now, photos, note: corrects.note },
    silently: corrects.silent ? true : undefined,
    ...{ override: wishes?.override, figuresBy: wishes?.figuresBy },
  });
  return settled(plan, filing, content);
}

function settled(plan: Plan, filing: Filing, content: UpdateContent): Plan {
  const { toStory, saidOccurredAt, version, state: from, corrects } = filing;
  const story = toStory === null ? {} : { story: toStory };
  const said = saidOccurredAt === null ? {} : { saidOccurredAt };
  return {
    ...plan,
    receipt: { ...plan.receipt, ...story, ...correctedTime(saidOccurredAt, content) },
    atDesk: {
      filing: {
        ...filing,
        ...{ state: 'published', version: version + 1, content: null, reasons: [], note: null, wishes: null },
        corrects: corrects && { ...corrects, note: null },
      },
      entry: { action: 'filing.published', detail: { from, ...story, ...said, ...about(filing) } },
    },
  };
}

const stopOrWait = ({ state }: Filing) => (state === 'scheduled' ? 'filing.stopped' : 'filing.submitted');

function heldFigures({ code, message, fields: [first] }: CodedError): WaitReason {
  if (code !== 'figure_held') throw new TypeError(`held for ${code}`);
  return first ? { code, path: first.path, message } : { code, message };
}

function correctedTime(said: string | null, content: Filing['content']): { occurredAt?: Instant } {
  const occurredAt = said === null ? undefined : content?.['occurredAt'];
  return typeof occurredAt === 'string' ? { occurredAt } : {};
}
