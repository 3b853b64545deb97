import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An update's newest words as they are searched. Made from the revisions; null: erased. */
@Entity('search_words')
@Index('search_words_words', { synchronize: false })
export class SearchWordsEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'search_words_pkey' })
  story: string;
  @PrimaryColumn('text', { collation: 'C', name: 'update_id', primaryKeyConstraintName: 'search_words_pkey' })
  update: string;
  @Column('tsvector', { nullable: true }) words: string | null;
}
