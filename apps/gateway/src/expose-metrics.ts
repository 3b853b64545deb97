import { Counter, Gauge, type Metric, register } from 'prom-client';
import { EventLoopDelay } from './event-loop-delay.js';
import type { GatewayMetrics, Transport } from './gateway-metrics.js';

type Counts = GatewayMetrics['counts'];
type By = GatewayMetrics['by'];
type Gauges = Omit<GatewayMetrics['gauges'], 'readers'>;

const COUNTS: Readonly<Record<keyof Counts, string>> = {
  framesBuilt: 'Frames and heads made, once for each room',
  framesSent: 'Frames and heads handed to readers, one by one',
  frameBytes: 'Bytes of JSON in these, before they are packed and compressed',
  framesPassedOver: 'Frames and heads that a reader was not handed since 64 KB were unsent, or it was behind',
  answerBytes:
    'Bytes of JSON in resumes and snapshots handed to readers, before they are packed and compressed',
  snapshotsEncoded: 'Snapshots read from Redis or the api, each shared by all who are answered with it',
  eventsQuarantined: 'Events that nobody can read, passed on as a number only',
  gaps: 'Doorbells that did not follow what was held: the events before were read',
  apiReads: 'Requests to the api for events or a snapshot',
  liveFailures: 'Requests to Redis that failed',
};
const BY: { readonly [K in keyof By]: { readonly label: string; readonly help: string } } = {
  events: {
    label: 'source',
    help: 'Events taken in, by where they were read: Redis or the api',
  },
  resumes: { label: 'source', help: 'Follows answered with what was missed, by where that was' },
  snapshots: { label: 'why', help: 'Follows answered with a snapshot, by why' },
  resyncs: { label: 'why', help: 'Readers who were told to follow anew, by why' },
  terminations: { label: 'cause', help: 'Connections that the gateway ended, by cause' },
  refusals: { label: 'cause', help: 'Newcomers turned away, by cause' },
};
const GAUGES: Readonly<Record<keyof Gauges, string>> = {
  stories: 'Stories that are held',
  connectionsLimit:
    'Connections at most: GATEWAY_CONNECTIONS, or fewer where the limit of open files asks for it',
  lagEvents:
    'Events that Redis had and we did not, of the story where they were most, at the last look, once a second; 0 while Redis is away',
  unconfirmedSeconds:
    'Seconds since a source last confirmed a position, of the story where they are most. Readers are told from 5',
};

/** Shows what the gateway counts at `/metrics`. The newest gateway of a process is the one shown. */
export function exposeGateway(metrics: GatewayMetrics, readers: () => Record<Transport, number>): void {
  const { counts, by, gauges } = metrics;
  for (const [name, help] of entriesOf(COUNTS)) show(counter(name, help, () => counts[name]));
  for (const [name, { label, help }] of entriesOf(BY)) show(counter(name, help, () => by[name], label));
  for (const [name, help] of entriesOf(GAUGES)) show(gauge(name, help, () => gauges[name]));
  show(gauge('readers', 'Readers connected, by what carries them', readers, 'transport'));
  const delay = EventLoopDelay.start();
  const help =
    'How late timers ran since the last scrape, in seconds; 1 is the latest. Looked at every 20 ms';
  show(gauge('eventLoopDelaySeconds', help, () => delay.taken(), 'quantile'));
  show(metrics.updatesPerFrame);
  show(metrics.commitToSend);
}

type Values = number | Readonly<Record<string, number>>;

function counter(name: string, help: string, values: () => Values, label?: string): Metric {
  return new Counter({
    ...described(`${name}Total`, help, label),
    collect() {
      this.reset();
      for (const [labels, value] of labelled(values(), label)) this.inc(labels, value);
    },
  });
}

function gauge(name: string, help: string, values: () => Values, label?: string): Metric {
  return new Gauge({
    ...described(name, help, label),
    collect() {
      for (const [labels, value] of labelled(values(), label)) this.set(labels, value);
    },
  });
}

function described(name: string, help: string, label?: string) {
  const snakeCase = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    name: `dateline_gateway_${snakeCase}`,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [],
  };
}

function labelled(values: Values, label = ''): [Record<string, string>, number][] {
  if (typeof values === 'number') return [[{}, values]];
  return Object.entries(values).map(([key, value]) => [{ [label]: key }, value]);
}

function show(metric: Metric): void {
  register.removeSingleMetric((metric as unknown as { name: string }).name);
  register.registerMetric(metric);
}

const entriesOf = <T extends object>(record: T) => Object.entries(record) as [keyof T & string, T[keyof T]][];
