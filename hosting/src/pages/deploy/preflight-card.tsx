import {
  type DeploymentSpec,
  isBlocked,
  type PreflightCheck,
  type PreflightFinding,
  type PreflightReport,
} from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Badge, type BadgeLook } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { AlertIcon, CheckIcon, CrossIcon, MinusIcon } from '../../ui/icons.tsx';

const TITLES: Readonly<Record<PreflightCheck, string>> = {
  apis: 'APIs',
  billing: 'Billing',
  permissions: 'Permissions',
  gpuQuota: 'GPU quota',
  memoryQuota: 'Memory quota',
  names: 'Service names',
  repository: 'Image repository',
  concurrency: 'Concurrency',
  spending: 'Spending cap',
};
const LOOKS: Readonly<Record<PreflightFinding['status'], BadgeLook>> = {
  ok: { text: 'Fine', tone: 'good', Icon: CheckIcon },
  warning: { text: 'Note', tone: 'warn', Icon: AlertIcon },
  blocked: { text: 'In the way', tone: 'bad', Icon: CrossIcon },
  unknown: { text: 'Not read', tone: 'plain', Icon: MinusIcon },
};

/** What stands in the way, asked before anything costs money; the deployment asks the same at its start. */
export function PreflightCard({ spec }: { readonly spec: DeploymentSpec | null }) {
  const { callables } = useApi();
  const [seen, setSeen] = useState<{ readonly report: PreflightReport; readonly of: DeploymentSpec } | null>(null);
  const { run, busy, failure } = useAction('Checking the project');
  const check = () =>
    run(async () => {
      if (spec) setSeen({ report: await callables.call('preflight', { spec }), of: spec });
    });
  return (
    <section class="card preflight" aria-labelledby="preflight-title">
      <h2 id="preflight-title">Check first</h2>
      <p class="field-hint">Billing, permissions, quotas and names, before anything costs money.</p>
      <Button busy={busy} disabled={spec === null} onClick={() => void check()}>
        Check the project
      </Button>
      {failure && <FailurePanel title="Not checked" failure={failure} />}
      <p class="field-hint" role="status">
        {seen && statusText(seen.report, seen.of === spec)}
      </p>
      {seen && (
        <ul>
          {seen.report.findings.map((finding) => (
            <Finding key={finding.check} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

function statusText(report: PreflightReport, isCurrent: boolean): string {
  if (!isCurrent) return 'The form has changed since.';
  return isBlocked(report) ? 'As it stands, the deployment would fail.' : 'Nothing stands in the way.';
}

function Finding({ finding: { check, status, message, fix } }: { readonly finding: PreflightFinding }) {
  return (
    <li>
      <span class="preflight-head">
        <strong>{TITLES[check]}</strong>
        <Badge {...LOOKS[status]} />
      </span>
      {status !== 'ok' && <span>{message}</span>}
      {fix && <span class="field-hint">{fix}</span>}
    </li>
  );
}
