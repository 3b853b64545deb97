import { Injectable } from '@nestjs/common';
import {
  AggregatorRegistry,
  type MetricObjectWithValues,
  type MetricValue,
  type Registry,
} from 'prom-client';

export type Metrics = readonly MetricObjectWithValues<MetricValue<string>>[];

/** A gateway in a process of its own that belongs to this newsroom. */
export interface GatewayBeside {
  readonly name: string;
  readonly isUp: boolean;
  /** Rejects when it does not answer. */
  readonly metrics: () => Promise<Metrics>;
}

/** The gateways that `/readyz` and `/metrics` speak of too. None, unless the newsroom starts some. */
@Injectable()
export class GatewaysBeside {
  private readonly all: GatewayBeside[] = [];

  add(...gateways: readonly GatewayBeside[]): void {
    this.all.push(...gateways);
  }

  /** Each by its name; undefined where there are none. */
  state(): Record<string, 'up' | 'away'> | undefined {
    if (this.all.length === 0) return undefined;
    return Object.fromEntries(this.all.map(({ name, isUp }) => [name, isUp ? 'up' : 'away']));
  }

  /** What is measured here, and by every gateway that answers, labelled with its name. */
  async measured(here: Registry): Promise<string> {
    if (this.all.length === 0) return here.metrics();
    const own = (await here.getMetricsAsJSON()) as Metrics;
    const answers = await Promise.allSettled(this.all.map(measuredBy));
    const theirs = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    return AggregatorRegistry.aggregate([own, ...theirs].map(keptApart)).metrics();
  }
}

async function measuredBy({ name, metrics }: GatewayBeside): Promise<Metrics> {
  return (await metrics()).map((metric) => ({
    ...metric,
    values: metric.values.map((value) => ({ ...value, labels: { ...value.labels, gateway: name } })),
  }));
}

/** No two have all labels in common, so a sum adds nothing up; others, like `omit`, would drop some. What is no number has no text. */
const keptApart = (metrics: Metrics): Metrics =>
  metrics.map((metric) => ({
    ...metric,
    aggregator: 'sum',
    values: metric.values.filter(({ value }) => Number.isFinite(value)),
  }));
