import { type AlertKind, assertNever } from '@proving-ground/shared';
import type { AlertPolicyBody, ThresholdCondition } from '../gcp/alert-policies.ts';
import type { AlertRules } from './alert-rules.ts';
import {
  billedInstances,
  errorShare,
  failedUptimeCheck,
  refusedRequests,
  slowAnswers,
  waitingRequests,
} from './conditions.ts';
import { pairLabels, stamped } from './managed-labels.ts';
import { policyDocumentation, policyText } from './policy-text.ts';
import type { WatchedPair } from './watched-pair.ts';

const HOURS_PER_DAY = 24;
/** The shortest that Cloud Monitoring takes: without any more requests an alert closes after it. */
const AUTO_CLOSE = '1800s';
const SEVERITIES: Readonly<Record<AlertKind, AlertPolicyBody['severity']>> = {
  'error-rate': 'CRITICAL',
  latency: 'WARNING',
  waiting: 'ERROR',
  spending: 'WARNING',
  unreachable: 'CRITICAL',
};

/** The alert policies that a live pair should have. Pure. */
export function wantedPolicies(input: {
  readonly pair: WatchedPair;
  readonly rules: AlertRules;
  /** Names of notification channels. */
  readonly channels: readonly string[];
  /** Id of the uptime check; `null` where there is none. */
  readonly uptimeCheckId: string | null;
  readonly consoleUrl: string;
}): readonly AlertPolicyBody[] {
  const { pair, rules, channels, consoleUrl } = input;
  return (Object.keys(SEVERITIES) as AlertKind[]).flatMap((kind) => {
    const conditions = conditionsOf(kind, input);
    if (conditions.length === 0) return [];
    return [
      stamped({
        displayName: `Proving Ground: ${policyText(kind, pair, rules).title}`,
        userLabels: { ...pairLabels(kind, pair), 'deployment-id': pair.deploymentId },
        documentation: {
          content: policyDocumentation(kind, pair, rules, consoleUrl),
          mimeType: 'text/markdown' as const,
        },
        severity: SEVERITIES[kind],
        combiner: 'OR' as const,
        conditions,
        notificationChannels: channels,
        alertStrategy: { autoClose: AUTO_CLOSE },
      }),
    ];
  });
}

function conditionsOf(
  kind: AlertKind,
  { pair, rules, uptimeCheckId }: Parameters<typeof wantedPolicies>[0],
): readonly ThresholdCondition[] {
  const agent = { region: pair.region, service: pair.agent };
  const backend = { region: pair.region, service: pair.backend };
  switch (kind) {
    case 'error-rate':
      return [errorShare(agent, rules.errorRate), errorShare(backend, rules.errorRate)];
    case 'latency':
      return [slowAnswers(agent, rules.p95Seconds)];
    case 'waiting':
      return [waitingRequests(backend), refusedRequests(backend)];
    case 'spending': {
      const usdPerDay = pair.backendUsdPerHour * HOURS_PER_DAY;
      if (rules.dailyUsd === null || usdPerDay === 0) return [];
      return [billedInstances(backend, rules.dailyUsd / usdPerDay)];
    }
    case 'unreachable':
      return uptimeCheckId === null ? [] : [failedUptimeCheck(uptimeCheckId)];
    default:
      return assertNever(kind);
  }
}
