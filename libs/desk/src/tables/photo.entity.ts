import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PhotoFlag } from '#contract/media';

/** A photo that was sent. Its files are in the photo store; what it shows is said by the updates that name it. */
@Entity('photos')
@Index('photos_queue', ['story', 'state', 'uploadedAt'])
export class PhotoEntity {
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'photos_pkey' }) id: string;
  @Column({ type: 'text', collation: 'C', name: 'story_id' }) story: string;
  /** SHA-256 of what was sent: the same again is the same photo. Empty when it was erased. */
  @Column('text') hash: string;
  @Column('integer') width: number;
  @Column('integer') height: number;
  /** `arriving`: the id is taken for these bytes, its files are not stored yet. */
  @Column('text') state: 'arriving' | 'waiting' | 'approved' | 'refused' | 'erased';
  @Column('text', { array: true }) flags: PhotoFlag[];
  @Column('integer') version: number;
  @Column('text', { name: 'uploaded_by' }) uploadedBy: string;
  @Column('timestamptz', { name: 'uploaded_at', default: () => 'now()' }) uploadedAt: Date;
}
