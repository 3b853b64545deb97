import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many entries a story's desk has. */
@Entity('desk_heads')
export class DeskHeadEntity {
  @PrimaryColumn({
    type: 'text',
    collation: 'C',
    name: 'story_id',
    primaryKeyConstraintName: 'desk_heads_pkey',
  })
  story: string;
  @Column('integer', { name: 'desk_seq' }) deskSeq: number;
}
