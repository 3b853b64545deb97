// What a restarted gateway may not do to its readers.

/** A round of restart.mjs in sentences that say what was wrong; none when everyone has every update once, by resuming. */
export function faultsOf({ readers, back, lost, doubled, exact, how, snapshots, trouble }) {
  const counted = Object.values(snapshots).reduce((sum, one) => sum + one, 0);
  const given = Math.max(how.snapshot ?? 0, counted);
  const faults = [
    [back < readers, `Readers who did not come back: ${readers - back}.`],
    [lost > 0, `Updates lost: ${lost}.`],
    [doubled > 0, `Updates told twice: ${doubled}.`],
    [given > 0, `Readers given a snapshot: ${given}${whyOf(snapshots)}.`],
  ].flatMap(([holds, sentence]) => (holds ? [sentence] : []));
  if (faults.length > 0 || exact === readers) return faults;
  return [`Readers disturbed: ${readers - exact} (${trouble ?? 'their connection ended again'}).`];
}

function whyOf(snapshots) {
  const whys = Object.entries(snapshots).flatMap(([why, count]) => (count > 0 ? `${why} ${count}` : []));
  return whys.length > 0 ? ` (${whys.join(', ')})` : '';
}
