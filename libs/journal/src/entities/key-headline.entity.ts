import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The headline that a key event has of its own. Events and lists look it up here: it is stored once. */
@Entity('key_headlines')
export class KeyHeadlineEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'key_headlines_pkey' })
  story: string;
  @PrimaryColumn('text', {
    collation: 'C',
    name: 'update_id',
    primaryKeyConstraintName: 'key_headlines_pkey',
  })
  update: string;
  @Column('text') headline: string;
}
