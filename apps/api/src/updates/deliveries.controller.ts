import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { type ProblemDocument, problemDocument } from '#contract/problems';
import type { Receipt } from '#contract/update';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { Checked } from '../http/checked.js';
import { StoryName } from '../http/names.js';
import { knownProblem } from '../http/problem.filter.js';
import { requestHash } from '../http/request-hash.js';
import { Recorder } from '../stories/recorder.js';
import { DeliveriesForm, type ReadDelivery, readDelivery } from './delivery.form.js';

type DeliveryResult =
  | { readonly id: string; readonly receipt: Receipt }
  | { readonly id: string | null; readonly problem: ProblemDocument };

/** Takes in what another desk recorded: its own times, revisions and decisions, in any order, any number of times. */
@Controller('v1/stories/:story/deliveries')
export class DeliveriesController {
  constructor(private readonly recorder: Recorder) {}

  @Post()
  @HttpCode(200)
  @Does('delivery.send')
  async deliver(
    @Param('story', StoryName) story: string,
    @Body(Checked) { deliveries }: DeliveriesForm,
    @Asking() actor: Actor,
  ): Promise<{ results: DeliveryResult[] }> {
    return { results: await Promise.all(deliveries.map((line) => this.deliverOne(story, line, actor))) };
  }

  private async deliverOne(
    story: string,
    line: Readonly<Record<string, unknown>>,
    actor: Actor,
  ): Promise<DeliveryResult> {
    let delivery: ReadDelivery | undefined;
    try {
      delivery = readDelivery(line, story);
      const { record, receivedAt } = delivery;
      const write = { key: keyOf(delivery), hash: requestHash('deliver', record), actor };
      const receipt = await this.recorder.append(story, {
        ...write,
        command: { type: 'deliver', record, receivedAt },
      });
      return { id: record.id, receipt };
    } catch (error) {
      const known = knownProblem(error);
      if (!known) throw error;
      return { id: delivery?.record.id ?? null, problem: problemDocument(known.code, known.message, known) };
    }
  }
}

function keyOf({ record }: ReadDelivery): string {
  return record.type === 'update' ? `update:${record.id}:${record.revision}` : `${record.type}:${record.id}`;
}
