import { Entity, PrimaryColumn } from 'typeorm';

/** Which events changed which total: the index by which the totals at any `seq` are put together, key by key. */
@Entity('total_versions')
export class TotalVersionEntity {
  @PrimaryColumn('text', {
    collation: 'C',
    name: 'story_id',
    primaryKeyConstraintName: 'total_versions_pkey',
  })
  story: string;
  /** `arrests` for a metric's sums, `arrests/moscow` for a city. */
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'total_versions_pkey' }) key: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'total_versions_pkey' }) seq: number;
}
