import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GuardSettings } from '#contract/guard';

/** What guards a story's figures; no row: the usual. Written with the story's version. */
@Entity('guards')
export class GuardEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'story_id', primaryKeyConstraintName: 'guards_pkey' })
  story: string;
  @Column('jsonb') settings: GuardSettings;
}
