import { Injectable } from '@nestjs/common';
import type { Write } from '#journal/append/decide-writes';
import { Journal } from '#journal/journal';
import { RecordedWrite } from '../http/recorded-write.js';
import { Positions } from './positions.js';

/** Records a write; whoever reads here after the receipt finds it. */
@Injectable()
export class Recorder {
  constructor(
    private readonly journal: Journal,
    private readonly positions: Positions,
  ) {}

  async append(story: string, write: Write): Promise<RecordedWrite> {
    const { receipt, repeated } = await this.journal.append(story, write);
    this.positions.reached(story, receipt);
    return new RecordedWrite(receipt, repeated);
  }
}
