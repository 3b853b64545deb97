import { Entity, PrimaryColumn } from 'typeorm';

/** A photo that an erased update named. Written by the erasure, and never taken out: ids are no words. */
@Entity('photo_erasures')
export class PhotoErasureEntity {
  @PrimaryColumn('text', {
    collation: 'C',
    name: 'story_id',
    primaryKeyConstraintName: 'photo_erasures_pkey',
  })
  story: string;
  @PrimaryColumn('text', {
    collation: 'C',
    name: 'update_id',
    primaryKeyConstraintName: 'photo_erasures_pkey',
  })
  update: string;
  @PrimaryColumn('text', {
    collation: 'C',
    name: 'photo_id',
    primaryKeyConstraintName: 'photo_erasures_pkey',
  })
  photo: string;
}
