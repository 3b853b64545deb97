import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { WaitingCorrection } from '#contract/filing';
import type { FilingWishes, UpdateContent } from '#contract/update';
import type { FilingState, WaitReason } from '#contract/waiting';

/**
 * Something filed that is not, or was not at once, with readers. Its id becomes the update's. Under one id every author
 * may have a draft; handed in is one of them.
 */
@Entity('filings')
@Index('filings_queue', ['story', 'state', 'receivedAt', 'id'])
@Index('filings_person', ['person', 'state'])
@Index('filings_received', ['story', 'id'], { unique: true, where: `received_at <> ''` })
@Index('filings_due', ['publishAt'], { where: `state = 'scheduled'` })
export class FilingEntity {
  @PrimaryColumn('text', { collation: 'C', name: 'story_id', primaryKeyConstraintName: 'filings_pkey' })
  story: string;
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'filings_pkey' }) id: string;
  /** Who filed it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'filings_pkey' }) person: string;
  @Column('text') state: FilingState;
  /** Counts its changes. */
  @Column('integer') version: number;
  /** Null as soon as it is published or discarded. */
  @Column('jsonb', { nullable: true }) content: UpdateContent | Record<string, unknown> | null;
  @Column('jsonb') reasons: readonly WaitReason[];
  /** Of the desk to its author. */
  @Column('text', { nullable: true }) note: string | null;
  @Column('timestamptz', { nullable: true, name: 'publish_at' }) publishAt: Date | null;
  /** What the sender's clock said. */
  @Column('text', { nullable: true, name: 'sent_at' }) sentAt: string | null;
  /** Empty: it was not handed in yet. */
  @Column({ type: 'text', collation: 'C', name: 'received_at' }) receivedAt: string;
  @Column('text', { nullable: true, name: 'said_occurred_at' }) saidOccurredAt: string | null;
  @Column('boolean') late: boolean;
  @Column('timestamptz', { name: 'updated_at', default: () => 'clock_timestamp()' }) updatedAt: Date;
  /** The story an editor placed it in, where that is another one. */
  @Column({ type: 'text', collation: 'C', nullable: true, name: 'to_story' }) toStory: string | null;
  @Column({ type: 'text', collation: 'C', nullable: true, name: 'published_story' }) publishedStory:
    | string
    | null;
  @Column('integer', { nullable: true, name: 'published_seq' }) publishedSeq: number | null;
  /** The editor on whose word it goes to readers. */
  @Column('text', { nullable: true, name: 'let_go_by' }) letGoBy: string | null;
  @Column('jsonb', { nullable: true }) wishes: FilingWishes | null;
  /** Of which update it is a correction, of which revision; null: it is an update of its own. */
  @Column('jsonb', { nullable: true }) corrects: WaitingCorrection | null;
  /** The id of the last request that moved it. */
  @Column('text', { nullable: true, name: 'last_request' }) lastRequest: string | null;
}
