import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EventKind } from '#contract/event';
import type { StoryCounts, TotalChange } from '#contract/totals';
import type { RecordedEvent } from '#domain/story/record';
import type { UpdateHead } from '#domain/story/state';

/** One numbered public change of a story. Append-only; it names its words, it does not hold them. */
@Entity('events')
@Index('events_shown_at', ['story', 'shownAt', 'seq'])
@Index('events_recorded_at', ['recordedAt'])
export class EventEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'events_pkey' })
  story: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'events_pkey' }) seq: number;
  @Column('text') kind: EventKind;
  @Column({ type: 'text', collation: 'C', name: 'shown_at' }) shownAt: string;
  @Column('text', { array: true }) cities: string[];
  @Column({ type: 'text', collation: 'C', name: 'update_id', nullable: true }) update: string | null;
  @Column('integer', { nullable: true }) revision: number | null;
  @Column('text', { name: 'decision_id', nullable: true }) decision: string | null;
  @Column('boolean') withholds: boolean;
  @Column('jsonb', { nullable: true }) head: UpdateHead | null;
  @Column('jsonb', { nullable: true }) fields: RecordedEvent['fields'];
  @Column('text', { array: true }) pins: string[];
  @Column('jsonb') counts: StoryCounts;
  @Column('jsonb') changes: TotalChange[];
  /** Changed totals by key, whole values. */
  @Column('jsonb') totals: Record<string, unknown>;
  @Column('text') hash: string;
  /** Who decided it; null: it is older than this column. Readers are never given it. */
  @Column('text', { nullable: true }) actor: string | null;
  /** Somebody who may say so let its figures count: growth is measured from there. */
  @Column('boolean', { default: false }) vouched: boolean;
  /** Whose figures came with it, and what of the story's counts is new by them; null: it brought or let through none. */
  @Column('text', { name: 'added_by', nullable: true }) addedBy: string | null;
  @Column('integer', { default: 0 }) added: number;
  @Column('timestamptz', { name: 'recorded_at', default: () => 'clock_timestamp()' }) recordedAt: Date;
}
