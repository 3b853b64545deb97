import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One signing in and all the refresh tokens that followed from it. Of these the last holds, and only its hash is kept. */
@Entity('sessions')
@Index('sessions_person', ['person'])
export class SessionEntity {
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'sessions_pkey' }) id: string;
  @Column({ type: 'text', collation: 'C', name: 'person_id' }) person: string;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  /** The one before it: two requests at once may both come with it. */
  @Column('text', { nullable: true, name: 'previous_hash' }) previousHash: string | null;
  /** Of the id its sender gave to the last renewal. */
  @Column('text', { nullable: true, name: 'renewal_hash' }) renewalHash: string | null;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'renewed_at' }) renewedAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { nullable: true, name: 'ended_at' }) endedAt: Date | null;
}
