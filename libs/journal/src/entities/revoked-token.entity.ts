import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Bearer tokens that are no longer accepted, by their `jti`. */
@Entity('revoked_tokens')
export class RevokedTokenEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'revoked_tokens_pkey' }) id: string;
  @Column('timestamptz', { name: 'revoked_at', default: () => 'now()' }) revokedAt: Date;
}
