import { RULES } from './constants.mjs';

/**
 * Bytes of the gateway's answer to a reader who was away for `awayMs`: the missed events, or the snapshot when these are
 * too many, too large or not asked for (`answer: 'snapshot'`).
 */
export function missedBytes({ answer, updates, frameBytes, snapshotBytes }, awayMs) {
  const events = Math.ceil((updates * awayMs) / 1_000);
  const bytes = events * frameBytes;
  const isTooMuch = events > RULES.resumeEvents || bytes > RULES.resumeBytes;
  return answer === 'snapshot' || isTooMuch ? snapshotBytes : bytes;
}
