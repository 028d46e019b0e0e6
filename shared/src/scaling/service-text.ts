import type { ServiceSight } from './service-sight.ts';

/** What was seen of a service at its highest, as sentences; nothing when nothing was. */
export function serviceTexts(name: string, sight: ServiceSight): readonly string[] {
  const { service, instances, inFlight, cpu, gpu, memoryPeak, pending, starts } = sight;
  const known = [
    ...(instances === null ? [] : [`${instances.peak} of at most ${instancesOf(service.maxInstances)}`]),
    ...(inFlight === null ? [] : [`${inFlight} of ${service.concurrency} requests in flight in one of them`]),
    ...(cpu === null ? [] : [`CPU at ${percentText(cpu.highest)} (${percentText(cpu.mean)} over the run)`]),
    ...(gpu === null ? [] : [`GPU at ${percentText(gpu.highest)}`]),
    ...(memoryPeak === null ? [] : [`memory at ${percentText(memoryPeak)}`]),
    ...(pending && pending.peak > 0 ? [`${Math.round(pending.peak)} requests waiting for an instance`] : []),
  ];
  return [
    ...(known.length === 0 ? [] : [`The ${name}, at its highest: ${known.join(', ')}.`]),
    ...(starts ? [`${starts} ${starts === 1 ? 'instance' : 'instances'} of the ${name} started during the run.`] : []),
  ];
}

/** How many instances both had, and why no more; only of those that were seen. */
export function instancesTexts(sights: {
  readonly agent: ServiceSight;
  readonly backend: ServiceSight | null;
}): readonly string[] {
  const { agent, backend } = sights;
  const isOne = (sight: ServiceSight) =>
    sight.service.maxInstances === 1 && sight.instances?.first === 1 && sight.instances.peak === 1;
  if (backend && isOne(backend) && isOne(agent)) return ['Both stayed at 1 instance, the most they may have.'];
  return [...(backend ? instancesText('model server', backend) : []), ...instancesText('agent', agent)];
}

function instancesText(name: string, { instances, service, isAtMost }: ServiceSight): readonly string[] {
  if (!instances || instances.peak === 0) return [];
  const { first, peak } = instances;
  if (!isAtMost) return [`The ${name} had ${instancesOf(peak)} and may have ${service.maxInstances}.`];
  const verb = first >= peak ? 'stayed at' : 'went up to';
  return [`The ${name} ${verb} ${instancesOf(peak)}, the most it may have.`];
}

function instancesOf(count: number): string {
  return `${count} ${count === 1 ? 'instance' : 'instances'}`;
}

/** A share as people read it. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Milliseconds as people say them. */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
