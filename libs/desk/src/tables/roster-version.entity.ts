import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row. It changes with everything that changes who may do what, in the same transaction, to what it never was before. */
@Entity('roster_version')
export class RosterVersionEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'roster_version_pkey' }) id: number;
  @Column('text') version: string;
}
