import { Gauge, register } from 'prom-client';
import type { GatewayMetrics } from './gateway-metrics.js';

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Shows what the gateway counts at `/metrics`, each under its own name: `dateline_gateway_frames_sent`. */
export function exposeGateway({ counts, gauges }: GatewayMetrics): void {
  expose(counts, 'since the gateway started');
  expose(gauges, 'now');
}

function expose(values: Readonly<Record<string, number>>, when: string): void {
  for (const name of Object.keys(values)) {
    const metric = `dateline_gateway_${snakeCase(name)}`;
    register.removeSingleMetric(metric); // the newest gateway of a process is the one shown
    new Gauge({
      name: metric,
      help: `${snakeCase(name).replaceAll('_', ' ')} ${when}`,
      collect() {
        this.set(values[name] ?? 0);
      },
    });
  }
}
