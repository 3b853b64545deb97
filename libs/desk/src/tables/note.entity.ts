import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an editor asks of a reporter, and the answer. */
@Entity('notes')
export class NoteEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'notes_pkey' })
  story: string;
  /** Made by the sender. */
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'notes_pkey' }) id: string;
  /** The name it is for. */
  @Column('text') recipient: string;
  @Column('text') text: string;
  @Column('text', { name: 'written_by' }) writtenBy: string;
  @Column('timestamptz', { name: 'written_at', default: () => 'clock_timestamp()' }) writtenAt: Date;
  @Column('text', { nullable: true }) answer: string | null;
  @Column('text', { nullable: true, name: 'answered_by' }) answeredBy: string | null;
  @Column('timestamptz', { nullable: true, name: 'answered_at' }) answeredAt: Date | null;
}
