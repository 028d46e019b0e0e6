import { assertNever } from './assert-never.ts';
import { type ObservedMetrics, peakOf } from './load-observation.ts';
import { headline, type LoadResult } from './load-results.ts';
import type { LoadTestTarget, TestedService } from './load-test-target.ts';

/** What held the answers up. */
export type Bottleneck = 'loadGenerator' | 'backend' | 'agent' | 'coldStart' | 'none' | 'unknown';

export interface ScalingConclusion {
  readonly bottleneck: Bottleneck;
  /** One plain sentence. */
  readonly text: string;
  /** What it rests on, each a sentence. */
  readonly evidence: readonly string[];
}

/** Above this the tester was too busy to send in time. */
const LATE_START_MS = 50;
/** From here on an instance counts as full. */
const FULL = 0.9;
/** So many cold answers shape the figures. */
const MANY_COLD = 0.1;

interface Sight {
  readonly service: TestedService;
  readonly instances: number | null;
  /** Requests in one instance at the same time, at most. */
  readonly inFlight: number | null;
  readonly cpu: number | null;
  readonly gpu: number | null;
  readonly rejected: number | null;
  readonly pending: number | null;
  readonly isFull: boolean;
}

/**
 * Says what was the bottleneck of a load test, from its figures and from what Cloud Monitoring saw of both services.
 * The backend is looked at before the agent: an agent that waits for it is full too. Pure.
 */
export function concludeScaling(input: {
  readonly target: Pick<LoadTestTarget, 'agent' | 'backend'>;
  readonly result: LoadResult;
  /** Null: not observed. */
  readonly agent: ObservedMetrics | null;
  readonly backend: ObservedMetrics | null;
}): ScalingConclusion {
  const { target, result } = input;
  const agent = sightOf(target.agent, input.agent);
  const backend = target.backend && sightOf(target.backend, input.backend);
  const answers = headline(result);
  const coldShare = answers.requests === 0 ? 0 : answers.coldAnswers / answers.requests;
  const busy = result.errors.filter((error) => error.class === 'http429').reduce((sum, { count }) => sum + count, 0);
  const bottleneck = bottleneckOf({ result, agent, backend, coldShare, busy });
  const evidence = [
    ...(backend ? evidenceOf('backend', backend) : ['The backend of this test is not on record.']),
    ...evidenceOf('agent', agent),
    ...(busy > 0 ? [`${busy} requests were turned away with 429.`] : []),
    ...(answers.coldAnswers > 0 ? [`${answers.coldAnswers} answers waited for the model to be loaded.`] : []),
    ...(result.startDelayP99Ms > LATE_START_MS
      ? [`Requests left up to ${Math.round(result.startDelayP99Ms)} ms late (99th percentile).`]
      : []),
  ];
  return { bottleneck, text: textOf(bottleneck, { agent, backend, busy }), evidence };
}

function bottleneckOf(seen: {
  readonly result: LoadResult;
  readonly agent: Sight;
  readonly backend: Sight | null;
  readonly coldShare: number;
  readonly busy: number;
}): Bottleneck {
  const { result, agent, backend, coldShare, busy } = seen;
  if (backend?.isFull) return 'backend';
  if (agent.isFull) return 'agent';
  // Before what is late in an open test: there nobody waits for a predecessor.
  if (coldShare >= MANY_COLD) return 'coldStart';
  if (result.startDelayP99Ms > LATE_START_MS && result.dropped === 0 && isIdle(agent)) return 'loadGenerator';
  if (agent.inFlight === null && agent.cpu === null && agent.instances === null) return 'unknown';
  if (busy > 0) return 'unknown';
  if (backend && backend.inFlight === null && backend.cpu === null && backend.gpu === null) return 'unknown';
  return 'none';
}

function sightOf(service: TestedService, metrics: ObservedMetrics | null): Sight {
  const count = peakOf(metrics?.instances);
  const instances = count === null ? null : Math.round(count);
  const inFlight = peakOf(metrics?.concurrency);
  const cpu = peakOf(metrics?.cpu);
  const gpu = peakOf(metrics?.gpu);
  const pending = peakOf(metrics?.pending);
  const rejected = metrics?.requests.series.find(({ label }) => label === '429');
  const isAtMost = instances === null || instances >= service.maxInstances;
  const isBusy =
    (inFlight !== null && inFlight >= FULL * service.concurrency) ||
    (cpu !== null && cpu >= FULL) ||
    (gpu !== null && gpu >= FULL) ||
    (pending !== null && pending > 0);
  return {
    service,
    instances,
    inFlight,
    cpu,
    gpu,
    pending,
    rejected: rejected ? rejected.points.reduce((sum, [, value]) => sum + value, 0) : null,
    isFull: isBusy && isAtMost,
  };
}

function isIdle({ cpu }: Sight): boolean {
  return cpu !== null && cpu < 0.5;
}

function textOf(
  bottleneck: Bottleneck,
  { agent, backend, busy }: { readonly agent: Sight; readonly backend: Sight | null; readonly busy: number },
): string {
  switch (bottleneck) {
    case 'backend':
      return `The backend was the bottleneck: ${whyFull(backend)}. ${nextStep(backend, 'backend')}`;
    case 'agent':
      return `The agent was the bottleneck: ${whyFull(agent)}. ${nextStep(agent, 'agent')}`;
    case 'coldStart':
      return 'Cold starts shaped these figures: many answers waited for the model to be loaded. Warm the pair up first, or keep an instance.';
    case 'loadGenerator':
      return 'The load itself came late while the services had room: these figures are partly about the tester. Use more shards or less load.';
    case 'none':
      return 'Nothing was at its limit: the pair can serve more than this.';
    case 'unknown':
      return busy > 0
        ? `Requests were turned away with 429, but which service was full cannot be told from what was measured.`
        : 'There is not enough evidence: the metrics that would tell are not there.';
    default:
      return assertNever(bottleneck);
  }
}

function whyFull(sight: Sight | null): string {
  if (!sight) return 'it was full';
  const { service, inFlight, cpu, gpu, pending } = sight;
  if (inFlight !== null && inFlight >= FULL * service.concurrency) {
    return `with ${Math.round(inFlight)} of ${service.concurrency} requests in flight an instance was full, and the others queued`;
  }
  if (gpu !== null && gpu >= FULL) return `its GPU was at ${percent(gpu)}`;
  if (cpu !== null && cpu >= FULL) return `its processors were at ${percent(cpu)}`;
  return `up to ${Math.round(pending ?? 0)} requests waited for an instance`;
}

function nextStep(sight: Sight | null, name: string): string {
  if (!sight) return '';
  const { service, instances } = sight;
  const stayed = instances === null ? '' : `It had ${instances} of at most ${service.maxInstances} instances. `;
  return `${stayed}More instances of the ${name}, or more processor for each, would serve more.`;
}

function evidenceOf(name: string, { service, instances, inFlight, cpu, gpu, rejected }: Sight): string[] {
  const known = [
    ...(instances === null ? [] : [`${instances} of at most ${service.maxInstances} instances`]),
    ...(inFlight === null ? [] : [`up to ${Math.round(inFlight)} of ${service.concurrency} requests in one of them`]),
    ...(cpu === null ? [] : [`processors at ${percent(cpu)}`]),
    ...(gpu === null ? [] : [`GPU at ${percent(gpu)}`]),
    ...(rejected ? [`${Math.round(rejected)} answers of 429`] : []),
  ];
  return [
    known.length === 0 ? `Of the ${name} nothing was measured.` : `The ${name}, at its highest: ${known.join(', ')}.`,
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
