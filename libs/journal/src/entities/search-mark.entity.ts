import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Up to which event a story's words can be searched. */
@Entity('search_marks')
export class SearchMarkEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'search_marks_pkey' })
  story: string;
  @Column('integer') seq: number;
}
