import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { FigureClaim } from '#contract/figure';
import type { MediaItem } from '#contract/media';
import type { Evidence, Label } from '#contract/update';

/** The words and figures of one revision. The only place where text is stored. */
@Entity('revisions')
@Index('revisions_media', { synchronize: false }) // partial and GIN: by migration only
export class RevisionEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'revisions_pkey' })
  story: string;
  @PrimaryColumn('text', { collation: 'C', name: 'update_id', primaryKeyConstraintName: 'revisions_pkey' })
  update: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'revisions_pkey' }) revision: number;
  @Column('text') status: 'published' | 'retracted';
  @Column('text', { nullable: true }) city: string | null;
  @Column('text', { name: 'occurred_at' }) occurredAt: string;
  @Column('text', { name: 'received_at' }) receivedAt: string;
  @Column('text', { nullable: true }) byline: string | null;
  @Column('text', { nullable: true }) headline: string | null;
  /** Null: a retraction, or erased. */
  @Column('text', { nullable: true }) text: string | null;
  @Column('jsonb') labels: Label[];
  @Column('jsonb') evidence: Evidence[];
  @Column('jsonb', { default: [] }) media: MediaItem[];
  @Column('boolean') confirmed: boolean;
  @Column('jsonb') figures: FigureClaim[];
  @Column('text', { nullable: true }) note: string | null;
  @Column('text') author: string;
}
