import { CodedError } from '#contract/problems';

type Read<V> = V | null | undefined;
/** `if said`: whoever does not say what was read decides whatever is there. */
type Need = 'needed' | 'if said';

/** Throws CodedError `revision_required`, `stale_revision` unless the update is as it was read. */
export function checkRevision({ revision }: { readonly revision: number }, read: Read<number>, need: Need) {
  if (read === revision || (need === 'if said' && (read ?? null) === null)) return;
  if ((read ?? null) === null)
    throw new CodedError(
      'revision_required',
      `Send If-Match with the revision that you read; the newest is ${revision}.`,
      [],
      revision,
    );
  throw new CodedError(
    'stale_revision',
    `The newest revision is ${revision}. Look at it, then change that one.`,
    [],
    revision,
  );
}

/** Throws CodedError `version_required`, `stale_version` with what is there, unless that is what was read. */
export function checkVersion<V extends string | number>(
  current: { readonly version: V },
  read: Read<V>,
  need: Need,
) {
  if (read === current.version || (need === 'if said' && (read ?? null) === null)) return;
  const error =
    (read ?? null) === null
      ? new CodedError('version_required', 'Send If-Match with the version that you read.')
      : new CodedError(
          'stale_version',
          'Somebody changed it since you read it. Look at it, then change that.',
        );
  error.current = current;
  throw error;
}
