import type { AlertStatus } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { counted } from '../../format/counted.ts';
import { formatAgo } from '../../format/instant.ts';
import { formatUsd } from '../../format/money.ts';
import { Facts } from '../../ui/facts.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { Notice } from '../../ui/notice.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';

/** The functions look every minute; this long without a look is no accident. */
const SILENT_MS = 5 * 60_000;

/** What is watched now, and what stands in the way. */
export function WatchCard() {
  const { alerts, session } = useApi();
  const status = useLive(() => alerts.status(), 'alert-status');
  return (
    <section class="card" aria-labelledby="watch-title">
      <header class="card-header">
        <h2 id="watch-title">What is watched</h2>
      </header>
      <div class="card-body">
        <LiveView state={status} label="Loading what is watched" lines={5}>
          {(seen) =>
            seen ? <Watched status={seen} /> : <p>Nobody has looked yet. The functions look every minute.</p>
          }
        </LiveView>
        {!session.may('owner') && <p class="field-hint">Owners can change what is watched and who is told.</p>}
      </div>
    </section>
  );
}

function Watched({ status }: { readonly status: AlertStatus }) {
  const { rules, failure, lookedAt } = status;
  const isSilent = secondsClock.value - Date.parse(lookedAt) > SILENT_MS;
  return (
    <>
      {failure && <FailurePanel title="Cloud Monitoring could not be brought into line" failure={failure} />}
      {isSilent && (
        <Notice>{`The functions last looked ${formatAgo(lookedAt, secondsClock.value)}. They look every minute: check that the schedule keepWatch runs.`}</Notice>
      )}
      <p role="status">{summaryOf(status)}</p>
      {rules.enabled && (
        <Facts
          facts={[
            { name: 'Errors', value: `more than ${percent(rules.errorRate)} of requests with 5xx, for five minutes` },
            { name: 'Slow answers', value: `95th percentile above ${rules.p95Seconds} s, for five minutes` },
            { name: 'No free model server', value: 'requests wait for five minutes, or are refused with 429' },
            {
              name: 'Spending',
              value:
                rules.dailyUsd === null
                  ? 'not watched: there is neither a limit nor a cap'
                  : `a model server above ${formatUsd(rules.dailyUsd)} a day at the pace of the last hour`,
            },
            { name: 'Told', value: toldText(status) },
          ]}
        />
      )}
    </>
  );
}

function summaryOf({ rules, agents, policyCount, uptimeCheckCount }: AlertStatus): string {
  if (!rules.enabled) return 'Alerts are off: nothing is watched, and nobody is told.';
  if (agents.length === 0)
    return 'No agent is live. With the next release its alerts are made, and with its deletion they go.';
  const checks = uptimeCheckCount === 0 ? '' : ` and ${counted(uptimeCheckCount, 'uptime check')}`;
  return `${counted(policyCount, 'alert policy', 'alert policies')}${checks} of Cloud Monitoring ${policyCount + uptimeCheckCount === 1 ? 'watches' : 'watch'} ${counted(agents.length, 'agent')}.`;
}

function toldText({ emailCount, webhookHost }: AlertStatus): string {
  const parts = [
    ...(emailCount > 0 ? [counted(emailCount, 'e-mail address', 'e-mail addresses')] : []),
    ...(webhookHost === null ? [] : [`a webhook at ${webhookHost}`]),
  ];
  return parts.length === 0 ? 'nobody: alerts are shown here alone' : parts.join(' and ');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
