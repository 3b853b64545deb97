import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** By which account elsewhere somebody is known here. */
@Entity('identities')
@Index('identities_subject', ['issuer', 'subject'], { unique: true })
@Index('identities_expected', ['expectedHash'], { unique: true })
export class IdentityEntity {
  @PrimaryColumn('text', {
    collation: 'C',
    name: 'person_id',
    primaryKeyConstraintName: 'identities_pkey',
  })
  person: string;
  /** Of the name or address that an admin said they come with the first time. */
  @Column('text', { nullable: true, name: 'expected_hash' }) expectedHash: string | null;
  @Column('text', { nullable: true }) issuer: string | null;
  @Column('text', { nullable: true }) subject: string | null;
  @Column('timestamptz', { nullable: true, name: 'bound_at' }) boundAt: Date | null;
}
