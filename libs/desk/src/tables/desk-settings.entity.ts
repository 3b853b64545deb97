import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeskSettings } from '#contract/filing';

/** How a story's desk works; a story without a row has what the newsroom starts with. */
@Entity('desk_settings')
export class DeskSettingsEntity {
  @PrimaryColumn({
    type: 'text',
    collation: 'C',
    name: 'story_id',
    primaryKeyConstraintName: 'desk_settings_pkey',
  })
  story: string;
  @Column('integer') version: number;
  @Column('jsonb') settings: DeskSettings;
}
