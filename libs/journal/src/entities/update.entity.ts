import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UpdateHead } from '#domain/story/state';

/** An update as it is now, without its words: `head`, and the columns the timeline is read by. */
@Entity('updates')
@Index('updates_timeline', ['story', 'occurredAt', 'firstSeq'])
@Index('updates_arrival', ['story', 'firstSeq'])
export class UpdateEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'updates_pkey' })
  story: string;
  /** Made by the sender. */
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'updates_pkey' }) id: string;
  @Column({ type: 'text', collation: 'C', name: 'occurred_at' }) occurredAt: string;
  @Column('integer', { name: 'first_seq' }) firstSeq: number;
  @Column('text', { array: true }) cities: string[];
  @Column('boolean', { name: 'key_event' }) keyEvent: boolean;
  @Column('boolean', { name: 'late_arrival' }) lateArrival: boolean;
  @Column('integer') revision: number;
  /** Events of this update up to and including this number give no body. */
  @Column('integer', { name: 'withheld_seq' }) withheldSeq: number;
  @Column('jsonb') head: UpdateHead;
}
