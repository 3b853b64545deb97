import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Receipt } from '#contract/update';

/** What was answered to a write, by the sender's own id. A repeat gets the same answer. */
@Entity('receipts')
export class ReceiptEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'receipts_pkey' })
  story: string;
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'receipts_pkey' }) key: string;
  /** SHA-256 of the normalised request. */
  @Column('text') hash: string;
  @Column('jsonb') receipt: Receipt;
}
