import { type AlertKind, assertNever } from '@proving-ground/shared';
import type { AlertRules } from './alert-rules.ts';
import type { WatchedPair } from './watched-pair.ts';

interface PolicyText {
  readonly title: string;
  /** What happened. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  readonly next: string;
}

/** What people read in an alert, as Markdown with a link to the console. Pure. */
export function policyDocumentation(kind: AlertKind, pair: WatchedPair, rules: AlertRules, consoleUrl: string): string {
  const { what, why, next } = policyText(kind, pair, rules);
  const release = `[Release ${pair.deploymentId}](${consoleUrl}/deployments/${pair.deploymentId})`;
  return `${what}\n\n**Why it matters:** ${why}\n\n**What to do:** ${next}\n\n${release} of ${pair.agent} in ${pair.region}, [Overview](${consoleUrl}/), [Alerts](${consoleUrl}/alerts).`;
}

/** Title and texts of an alert. Pure. */
export function policyText(kind: AlertKind, { agent, backend, region }: WatchedPair, rules: AlertRules): PolicyText {
  switch (kind) {
    case 'error-rate':
      return {
        title: `${agent} in ${region}: errors`,
        what: `For five minutes, more than ${percent(rules.errorRate)} of the requests to ${agent} or its model server ${backend} were answered with an error (5xx).`,
        why: 'People who ask the agent get no answer.',
        next: 'If this began with a release, roll back on its page. Otherwise read the logs of both services; an agent that cannot reach its model server answers with 5xx too.',
      };
    case 'latency':
      return {
        title: `${agent} in ${region}: slow answers`,
        what: `For five minutes, one answer in twenty of ${agent} took longer than ${rules.p95Seconds} seconds.`,
        why: 'People wait, and callers with a shorter time-out give up.',
        next: 'Look whether the model server is at its most instances: allow more, take the latency profile, or choose a smaller model. A load test tells how many users the pair can bear.',
      };
    case 'waiting':
      return {
        title: `${backend} in ${region}: no free model server`,
        what: `Requests to ${backend} waited five minutes for an instance, or were refused with 429 because there was none.`,
        why: 'Either no GPU instance can start – no quota, no capacity in the region, or a start that fails – or all that may run are busy.',
        next: 'Read the log of the model server. If no instance started, check the GPU quota of the region; if all are busy, allow more instances.',
      };
    case 'spending':
      return {
        title: `${backend} in ${region}: spending`,
        what: `At the pace of the last hour, ${backend} costs more than ${rules.dailyUsd ?? 0} USD a day, by the price table of the console. It is no bill.`,
        why: 'A GPU instance is paid for as long as it is there, whether it answers or not.',
        next: 'Look who asks: a load test, a schedule, or a public agent. Lower the most instances, or delete the pair.',
      };
    case 'unreachable':
      return {
        title: `${agent} in ${region}: not reachable`,
        what: `More than one of the places from which Google looks at ${agent} got no good answer from /health.`,
        why: 'The agent is public, and the public cannot reach it.',
        next: 'Open its address yourself. If it answers you, wait for the next look; if not, read its log and roll back if it began with a release.',
      };
    default:
      return assertNever(kind);
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
