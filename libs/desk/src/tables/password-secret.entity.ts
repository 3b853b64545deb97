import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Purpose = 'invitation' | 'reset';

/** What an admin gave somebody to set a password with, once. Only its hash. */
@Entity('password_secrets')
export class PasswordSecretEntity {
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'password_secrets_pkey' }) hash: string;
  @Column({ type: 'text', collation: 'C', name: 'person_id' }) person: string;
  @Column('text') purpose: Purpose;
  @Column('text', { name: 'made_by' }) madeBy: string;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { nullable: true, name: 'used_at' }) usedAt: Date | null;
}
