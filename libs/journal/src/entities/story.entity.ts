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
  @Column('integer', { default: 0 }) unnumbered: number;
  @Column('text', { array: true }) pins: string[];
  @Column('jsonb', { nullable: true }) view: StoryView | null;
}
