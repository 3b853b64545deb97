import { People1611400000000 } from './1611400000000-people.js';
import { DeskLog1611410000000 } from './1611410000000-desk-log.js';
import { Filings1611420000000 } from './1611420000000-filings.js';
import { Guard1611430000000 } from './1611430000000-guard.js';
import { Leases1611440100000 } from './1611440100000-leases.js';
import { DeskLogKept1611450100000 } from './1611450100000-desk-log-kept.js';
import { Identities1611450200000 } from './1611450200000-identities.js';
import { Notes1611450400000 } from './1611450400000-notes.js';
import { Photos1611460000000 } from './1611460000000-photos.js';
import { PhotoErasures1611460100000 } from './1611460100000-photo-erasures.js';
import { DraftsApart1611460200000 } from './1611460200000-drafts-apart.js';
import { CorrectionsWait1611480100000 } from './1611480100000-corrections-wait.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { DeskEntryEntity } from './desk-entry.entity.js';
import { DeskHeadEntity } from './desk-head.entity.js';
import { DeskSettingsEntity } from './desk-settings.entity.js';
import { FilingEntity } from './filing.entity.js';
import { FlagEntity } from './flag.entity.js';
import { GuardEntity } from './guard.entity.js';
import { HandoverEntity } from './handover.entity.js';
import { IdentityEntity } from './identity.entity.js';
import { LeaseEntity } from './lease.entity.js';
import { NoteEntity } from './note.entity.js';
import { PasswordSecretEntity } from './password-secret.entity.js';
import { PersonEntity } from './person.entity.js';
import { PhotoErasureEntity } from './photo-erasure.entity.js';
import { PhotoEntity } from './photo.entity.js';
import { RosterVersionEntity } from './roster-version.entity.js';
import { SessionEntity } from './session.entity.js';

/** What the desk adds to the journal's database: one schema, brought up to date by the same migrations. */
export const DESK_ENTITIES = [
  ApiKeyEntity,
  DeskEntryEntity,
  DeskHeadEntity,
  DeskSettingsEntity,
  FilingEntity,
  FlagEntity,
  GuardEntity,
  HandoverEntity,
  IdentityEntity,
  LeaseEntity,
  NoteEntity,
  PasswordSecretEntity,
  PersonEntity,
  PhotoErasureEntity,
  PhotoEntity,
  RosterVersionEntity,
  SessionEntity,
];
export const DESK_MIGRATIONS = [
  People1611400000000,
  DeskLog1611410000000,
  Filings1611420000000,
  Guard1611430000000,
  Leases1611440100000,
  DeskLogKept1611450100000,
  Identities1611450200000,
  Notes1611450400000,
  Photos1611460000000,
  PhotoErasures1611460100000,
  DraftsApart1611460200000,
  CorrectionsWait1611480100000,
];
