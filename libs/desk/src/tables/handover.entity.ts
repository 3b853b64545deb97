import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one shift leaves the next, of one story. */
@Entity('handovers')
export class HandoverEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'handovers_pkey' })
  story: string;
  @Column('integer') version: number;
  @Column('text') text: string;
  @Column('text', { name: 'written_by' }) writtenBy: string;
  @Column('timestamptz', { name: 'written_at' }) writtenAt: Date;
}
