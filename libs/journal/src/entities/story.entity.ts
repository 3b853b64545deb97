import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoryView } from '#contract/story';

/** A story and where its record ends. The row that every append locks: `head_seq` order is commit order. */
@Entity('stories')
export class StoryEntity {
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'stories_pkey' }) id: string;
  @Column('text') epoch: string;
  @Column('integer', { name: 'head_seq' }) headSeq: number;
  @Column('text', { name: 'head_hash' }) headHash: string;
  @Column('text', { name: 'shown_at' }) shownAt: string;
  @Column('text', { array: true }) pins: string[];
  /** Counts the groups written, also those that took no number. */
  @Column('integer') version: number;
  @Column('jsonb', { nullable: true }) view: StoryView | null;
}
