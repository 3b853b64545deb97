import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Membership, Role } from '#contract/people';

/** A program's key. Only its hash, and how it begins. */
@Entity('api_keys')
@Index('api_keys_hash', ['hash'], { unique: true })
export class ApiKeyEntity {
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'api_keys_pkey' }) id: string;
  @Column('text') name: string;
  @Column('text') prefix: string;
  @Column({ type: 'text', collation: 'C' }) hash: string;
  @Column('text') role: Role;
  @Column('jsonb', { nullable: true }) memberships: Membership[] | null;
  @Column('text', { name: 'made_by' }) madeBy: string;
  @Column('timestamptz', { name: 'made_at', default: () => 'now()' }) madeAt: Date;
  @Column('timestamptz', { nullable: true, name: 'expires_at' }) expiresAt: Date | null;
  @Column('timestamptz', { nullable: true, name: 'ended_at' }) endedAt: Date | null;
}
