import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DecisionRecord } from '#domain/story/plan';

/** Editors' decisions. Of several about the same thing the newest by `decidedAt`, then id, holds. */
@Entity('decisions')
export class DecisionEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'decisions_pkey' })
  story: string;
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'decisions_pkey' }) id: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'decisions_pkey' }) type: DecisionRecord['type'];
  @Column('jsonb') decision: DecisionRecord;
}
