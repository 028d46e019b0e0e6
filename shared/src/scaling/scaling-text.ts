import { assertNever } from '../assert-never.ts';
import { formatRate } from '../load-report/format-figure.ts';
import type { Finding, Sights, Sign } from './find-bottleneck.ts';
import { durationText, instancesTexts, percentText } from './service-text.ts';

/** What was the bottleneck and the strongest of what shows it, as one or two sentences. */
export function headlineText(finding: Finding, sights: Sights): string {
  const { bottleneck, certainty } = finding;
  const was = certainty === 'clear' ? 'was' : 'was probably';
  switch (bottleneck) {
    case 'backend':
      return `The model server ${was} the bottleneck: ${whyText('backend', finding, sights)}.${instancesText(sights)}`;
    case 'agent':
      return `The agent ${was} the bottleneck: ${whyText('agent', finding, sights)}.${instancesText(sights)}`;
    case 'coldStarts':
      return `Cold starts shaped this run: ${coldText(sights)}. How it serves once it is warm cannot be told from it.`;
    case 'loadGenerator':
      return `The load came late: requests left up to ${durationText(sights.run.lateMs ?? 0)} after their time while the services had room. These figures are partly about the tester.`;
    case 'none':
      return `Nothing was at its limit${certainty === 'clear' ? '' : ', as far as can be seen'}: the pair can serve more than this.`;
    case 'unknown':
      return unknownText(sights);
    default:
      return assertNever(bottleneck);
  }
}

/** How much was served, and whether that is the most; null without a rate. */
export function servedText({ bottleneck, certainty }: Finding, { run }: Sights): string | null {
  if (!run.served) return null;
  const { perSecond, low, high, users } = run.served;
  const under = users === null ? 'under this load' : `with ${users} users`;
  const rate = `${formatRate(perSecond)} good answers a second (${formatRate(low)} to ${formatRate(high)}) ${under}`;
  switch (bottleneck) {
    case 'backend':
    case 'agent':
      return certainty === 'clear'
        ? `It served ${rate}. That is about what it can serve as it is.`
        : `It served ${rate}. That is probably about what it can serve as it is.`;
    case 'none':
      return `It served ${rate}, and can serve more. Test with more load to find where it ends.`;
    case 'coldStarts':
    case 'loadGenerator':
    case 'unknown':
      return `It served ${rate}. How much more it can serve is not known.`;
    default:
      return assertNever(bottleneck);
  }
}

/** What to change first. */
export function nextStepText({ bottleneck, signs }: Finding, { agent, backend, run }: Sights): string | null {
  switch (bottleneck) {
    case 'backend':
      return backend && !signs.backend.includes('processors') && backend.isAtMost === false
        ? 'It had room for more instances: start from a warm pair, or ramp the load up more slowly.'
        : 'Give the model server more instances (each needs GPU quota), or take a smaller model.';
    case 'agent':
      if (signs.agent.includes('processors') || signs.agent.includes('worked')) {
        return 'Give the agent more instances, or more CPU for each.';
      }
      return agent.isAtMost === false
        ? 'It had room for more instances: start from a warm pair, or ramp the load up more slowly.'
        : 'Let an instance of the agent take more requests at the same time, or give it more instances.';
    case 'coldStarts':
      return 'Run it again now that it is warm, or keep one instance of each running.';
    case 'loadGenerator':
      return 'Use more shards or less load, and run it again.';
    case 'unknown':
      return run.requests > 0 && run.split === null
        ? 'Deploy the agent again: a newer one tells where the time of its answers goes.'
        : null;
    case 'none':
      return null;
    default:
      return assertNever(bottleneck);
  }
}

/** So many reasons are a sentence; the others are in the evidence. */
const MOST_REASONS = 2;

function whyText(kind: 'agent' | 'backend', { signs }: Finding, { run, agent, backend }: Sights): string {
  const sight = kind === 'agent' ? agent : backend;
  const other = kind === 'agent' ? backend : agent;
  const otherName = kind === 'agent' ? "the model server's" : "the agent's";
  const wait = kind === 'agent' ? run.split?.atAgentDoor : run.split?.forBackend;
  const refusals = kind === 'agent' ? run.agentRefusals : run.backendRefusals;
  // What tells most comes first.
  const texts: readonly (readonly [Sign, string | null | undefined])[] = [
    ['full', sight && `with ${sight.inFlight} of ${sight.service.concurrency} requests in flight it was full`],
    ['processors', sight?.cpu && `its CPU was at ${percentText(sight.cpu.highest)}`],
    ['waited', wait && `answers waited ${durationText(wait.ms)} for it, ${percentText(wait.share)} of their time`],
    ['worked', run.split && `its own work took ${percentText(run.split.inAgent.share)} of an answer's time`],
    ['refused', `${refusals} requests were turned away`],
    ['queued', sight?.pending && `up to ${Math.round(sight.pending.peak)} requests waited for an instance`],
  ];
  const reasons = texts.flatMap(([sign, text]) => (text && signs[kind].includes(sign) ? [text] : []));
  return [
    ...reasons.slice(0, MOST_REASONS),
    // What the other service did, as far as it is known: it is what tells the two apart.
    ...(other?.cpu && !other.cpu.isBusy ? [`${otherName} CPU stayed at ${percentText(other.cpu.highest)}`] : []),
  ].join('; ');
}

function instancesText({ agent, backend }: Sights): string {
  const texts = instancesTexts({ agent, backend });
  return texts.length === 0 ? '' : ` ${texts.join(' ')}`;
}

function coldText({ run }: Sights): string {
  const { answers, share } = run.cold;
  return run.split
    ? `${answers} answers waited for an instance or the model to start, ${percentText(share)} of all waiting`
    : `${answers} answers waited for the model to be loaded, ${percentText(share)} of all`;
}

function unknownText({ run }: Sights): string {
  if (run.requests === 0) return 'There is no evidence: no request came to its end.';
  const symptoms = [
    ...(run.timeouts > 0 ? [`${run.timeouts} requests ran out of time`] : []),
    ...(run.dropped > 0 ? [`${run.dropped} arrivals were dropped`] : []),
    ...(run.slowdown !== null && run.slowdown > 1
      ? [`answers took ${run.slowdown.toFixed(1)} times as long under the full load`]
      : []),
  ];
  return symptoms.length === 0
    ? 'There is not enough evidence to name a bottleneck.'
    : `Something was at its limit (${symptoms.join(', ')}), but nothing that was measured tells what.`;
}
