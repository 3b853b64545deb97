import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Membership, PersonState, Role } from '#contract/people';

/** Somebody who signs in. Never removed: what they filed carries their name. */
@Entity('people')
@Index('people_name', ['nameKey'], { unique: true })
export class PersonEntity {
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'people_pkey' }) id: string;
  @Column('text') name: string;
  /** The name as it is told from others: without capitals and compatibility forms. */
  @Column({ type: 'text', collation: 'C', name: 'name_key' }) nameKey: string;
  @Column('text') role: Role;
  @Column('text') state: PersonState;
  /** Null: everywhere. */
  @Column('jsonb', { nullable: true }) memberships: Membership[] | null;
  /** argon2id. Null: the invitation was not accepted yet. */
  @Column('text', { nullable: true, name: 'password_hash' }) passwordHash: string | null;
}
