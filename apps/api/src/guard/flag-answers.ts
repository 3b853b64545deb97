import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AnswerFlag, type Flag, FLAG_ANSWERS, type FlagAnswer, NO_SETTINGS } from '#contract/guard';
import { CodedError } from '#contract/problems';
import { Flags, sameAnswer } from '#desk/flags';
import { readGuard } from '#desk/guards';
import type { Actor, Command } from '#domain/story/command';
import { guardView } from '#domain/story/decide-guard';
import { readContent } from '#journal/read/content-reader';
import { requestHash } from '../http/request-hash.js';
import { malformed } from '../http/query.js';
import { Recorder } from '../stories/recorder.js';
import { isOfTheirs } from './their-cities.js';

interface Asked {
  readonly story: string;
  readonly flag: string;
  readonly actor: Actor;
}
const REVISED = 'The source has lowered its figure.';

/** What follows from the desk's answers: nothing, a ruling, a correction, or a sum that is withheld. */
@Injectable()
export class FlagAnswers {
  constructor(
    private readonly flags: Flags,
    private readonly database: DataSource,
    private readonly recorder: Recorder,
  ) {}

  /**
   * What follows is recorded under the flag's id, so that it happens once whoever answers the same, and before the answer:
   * if that is lost, the same answer again records it.
   */
  async answer({ story, flag: id, actor }: Asked, { answer, note }: AnswerFlag): Promise<Flag> {
    const flag = await this.flags.withId(story, id);
    if (!isOfTheirs(actor, flag.detail.city ?? null))
      throw new CodedError('not_allowed', `This token is for ${actor.cities?.join(', ')}.`);
    const possible: readonly FlagAnswer[] = FLAG_ANSWERS[flag.kind];
    if (!possible.includes(answer)) throw malformed('answer', `must be one of ${possible.join(', ')}`);
    if (sameAnswer(flag, answer).answer !== null) return flag;
    const command = await this.commandFor(story, flag, { answer, ...(note !== undefined && { note }) });
    if (command)
      await this.recorder.append(story, { key: id, hash: requestHash('answer', id, answer), command, actor });
    return this.flags.answer(story, id, { answer, by: actor.name });
  }

  private async commandFor(
    story: string,
    flag: Flag,
    { answer, note = REVISED }: AnswerFlag,
  ): Promise<Command | null> {
    const { update, figure, detail } = flag;
    switch (answer) {
      case 'one_report':
        return refusal(flag, { update, figure });
      case 'ours_was_wrong':
        return refusal(flag, detail.before);
      case 'source_revised':
        return this.revision(story, flag, note);
      case 'suspend_sum':
        return this.suspension(story, detail.metric);
      case 'two_reports':
      case 'older_report':
      case 'seen':
        return null;
      default:
        return answer satisfies never;
    }
  }

  /** The same update once more, its figure one that the source has revised. Corrected since, it is refused as stale. */
  private async revision(story: string, { update, figure }: Flag, note: string): Promise<Command | null> {
    if (update === null || figure === null) return null;
    const found = await readContent(this.database, story, update);
    const claim = found?.content.figures[figure];
    if (!found || !claim || (claim.kind ?? 'so_far') !== 'so_far')
      return { type: 'revise', id: update, ifMatch: 0, content: { text: '', figures: [] }, note };
    const figures = found.content.figures.with(figure, { ...claim, kind: 'revised' });
    const { revision: ifMatch, content } = found;
    const override = { reason: note }; // its number is the one that was let through
    return { type: 'revise', id: update, ifMatch, content: { ...content, figures }, note, override };
  }

  private async suspension(story: string, metric: string): Promise<Command> {
    const guard = (await readGuard(this.database, story)) ?? NO_SETTINGS;
    const metrics = { ...guard.metrics, [metric]: { ...guard.metrics[metric], sumSuspended: true } };
    return { type: 'guard', settings: { ...guard, metrics }, ifMatch: guardView(guard).version };
  }
}

function refusal(
  { id: decision }: Flag,
  about: { readonly update: string | null; readonly figure: number | null } | undefined,
): Command | null {
  if (!about || about.update === null || about.figure === null) return null;
  return { type: 'rule', id: about.update, decision, figure: about.figure, state: 'refused' };
}
