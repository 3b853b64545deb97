import { Counter, register } from 'prom-client';
import type { RelayCounters } from './relay-counters.js';

const HELP: Readonly<Record<keyof RelayCounters, string>> = {
  applied: 'Events carried to Redis in batches',
  installed: 'Stories replaced whole in Redis',
  gaps: 'Batches another relay had been faster with',
  forks: 'Stories Redis held otherwise than the journal',
  errors: 'Failed tries, each tried again',
  quarantined: 'Stored events nobody can read, passed on as a number only',
};

/** Shows the relay's counters at `/metrics`. */
export function exposeRelay(counters: RelayCounters): void {
  for (const [name, help] of Object.entries(HELP)) {
    const metric = `dateline_relay_${name}_total`;
    register.removeSingleMetric(metric); // the newest relay of a process is the one shown
    new Counter({
      name: metric,
      help,
      collect() {
        this.reset();
        this.inc(counters[name as keyof RelayCounters]);
      },
    });
  }
}
