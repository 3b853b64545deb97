import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { FlagKind } from '#contract/guard';

/** Something the desk should look at; recorded with the event that gave rise to it. */
@Entity('flags')
@Index('flags_update', ['story', 'update'])
export class FlagEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', name: 'story_id', primaryKeyConstraintName: 'flags_pkey' })
  story: string;
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'flags_pkey' })
  id: string;
  @Column('text') kind: FlagKind;
  @Column({ type: 'text', collation: 'C', nullable: true, name: 'update_id' }) update: string | null;
  @Column('integer', { nullable: true }) revision: number | null;
  @Column('integer', { nullable: true }) figure: number | null;
  @Column('jsonb') detail: Readonly<Record<string, unknown>>;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('text', { nullable: true }) answer: string | null;
  @Column('text', { nullable: true, name: 'answered_by' }) answeredBy: string | null;
  @Column('timestamptz', { nullable: true, name: 'answered_at' }) answeredAt: Date | null;
}
