import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what at the desk. Never changed, never removed, and never with the words of an update. */
@Entity('desk_log')
@Index('desk_log_story', ['story', 'deskSeq'], { unique: true })
@Index('desk_log_at', ['at'])
export class DeskEntryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'desk_log_pkey',
  })
  id: string;
  /** Null: of no single story. */
  @Column({ type: 'text', collation: 'C', nullable: true, name: 'story_id' }) story: string | null;
  /** Its number within the story's desk. */
  @Column('integer', { nullable: true, name: 'desk_seq' }) deskSeq: number | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
  @Column('text') actor: string;
  /** `filing.submitted`: noun and past participle. */
  @Column('text') action: string;
  /** The id of what it was done to. */
  @Column('text', { nullable: true }) about: string | null;
  /** Whose filing it is about: a reporter is told of what concerns them. */
  @Column('text', { nullable: true }) concerns: string | null;
  @Column('jsonb') detail: Readonly<Record<string, unknown>>;
}
