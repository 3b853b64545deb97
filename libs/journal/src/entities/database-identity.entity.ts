import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The database this record was last written by. Another one means that commits may be lost: a new epoch. */
@Entity('database_identity')
export class DatabaseIdentityEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'database_identity_pkey' }) id: number;
  @Column('text', { name: 'system_identifier' }) systemIdentifier: string;
  @Column('text', { name: 'timeline_id' }) timelineId: string;
}
