import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row. Its number changes with everything that changes who may do what, in the same transaction. */
@Entity('roster_version')
export class RosterVersionEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'roster_version_pkey' }) id: number;
  @Column('integer') version: number;
}
