import { RULES } from './constants.mjs';

/** When a reader first tries again, ms after the line broke, and the failures counted by then. */
export function firstAttempt({ lost, client, updates, isJittered }, random) {
  const draw = isJittered ? random : () => 0.5;
  if (lost === 'drain' && client.notices !== undefined && client.notices.byFrames) {
    const asked = draw() * RULES.moveWithin;
    return client.afterLoss
      ? { at: asked + client.wait(1, random), failures: 1 }
      : { at: asked, failures: 0 };
  }
  if (lost === 'drain' && client.afterEach) return { at: draw() * RULES.moveWithin, failures: 1 };
  const asked = (client.afterLoss ?? client.afterEach ?? (() => 0))(random);
  return { at: noticed(lost, client, updates, random) + asked + client.wait(1, random), failures: 1 };
}

/** A process that dies resets its connections; a network that is gone is noticed by silence. */
function noticed(lost, { notices }, updates, random) {
  if (lost !== 'region' || !notices) return 0;
  const between = notices.byFrames ? Math.min(notices.heard, 1_000 / updates) : notices.heard;
  return notices.after - random() * between;
}
