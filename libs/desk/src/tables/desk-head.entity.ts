import { Column, Entity, PrimaryColumn } from 'typeorm';

/** On which apis hear, with the commit, that a story's desk moved: `story deskSeq`. A hint: whoever misses it polls. */
export const DESK_CHANNEL = 'dateline_desk';

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
