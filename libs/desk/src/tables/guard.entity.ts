import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GuardSettings } from '#contract/guard';

/** What guards a story's figures; no row: the usual. Whoever changes it moves the story's version too. */
@Entity('guards')
export class GuardEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'story_id', primaryKeyConstraintName: 'guards_pkey' })
  story: string;
  @Column('integer') version: number;
  @Column('jsonb') settings: GuardSettings;
}
