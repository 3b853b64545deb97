import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Receipt } from '#contract/update';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { StoryName } from '../http/names.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { DeliveriesForm, type ReadDelivery, readDelivery } from './delivery.form.js';
import { type ItemResult, itemResult } from './item-result.js';
import { Withdrawal } from './withdrawal.js';

type Line = DeliveriesForm['deliveries'][number];

/** Takes in what another desk recorded: its own times, revisions and decisions, in any order, any number of times. */
@Controller('v1/stories/:story/deliveries')
export class DeliveriesController {
  constructor(
    private readonly recorder: Recorder,
    private readonly withdrawal: Withdrawal,
  ) {}

  /** Answers when words that a delivery withdrew can be given to no reader any more. */
  @Post()
  @HttpCode(200)
  @Does('delivery.send')
  async deliver(
    @Param('story', StoryName) story: string,
    @Body(Checked) { deliveries }: DeliveriesForm,
    @Asking() actor: Actor,
  ): Promise<{ results: ItemResult[] }> {
    const results = await Promise.all(
      deliveries.map((line) => itemResult(line['record'] ?? null, () => this.deliverOne(story, line, actor))),
    );
    const [last] = results
      .flatMap((result) => ('receipt' in result ? result.receipt : []))
      .filter(({ status }) => status === 'retracted')
      .toSorted((a, b) => (b.seq ?? 0) - (a.seq ?? 0));
    if (last) await this.withdrawal.reached(story, last);
    return { results };
  }

  private async deliverOne(story: string, line: Line, actor: Actor): Promise<Receipt> {
    const delivery = readDelivery(line, story);
    const { record, receivedAt } = delivery;
    const write = { key: keyOf(delivery), hash: requestHash('deliver', record), actor };
    const command = { type: 'deliver', record, receivedAt } as const;
    return (await this.recorder.append(story, { ...write, command })).receipt;
  }
}

function keyOf({ record }: ReadDelivery): string {
  return record.type === 'update' ? `update:${record.id}:${record.revision}` : `${record.type}:${record.id}`;
}
