import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody is working on an update, until then. One that is over is nobody's; it goes when the next one is taken. */
@Entity('leases')
export class LeaseEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'leases_pkey' })
  story: string;
  @PrimaryColumn('text', { collation: 'C', name: 'update_id', primaryKeyConstraintName: 'leases_pkey' })
  update: string;
  @Column('text') person: string;
  @Column('timestamptz') until: Date;
}
