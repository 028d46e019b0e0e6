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

interface Seen {
  readonly spec: DeploymentSpec;
  readonly regions: readonly Region[];
  readonly reports: readonly { readonly region: Region; readonly report: PreflightReport }[];
}
type Region = DeploymentSpec['region'];

/** What stands in the way, asked before anything costs money, in every region; the deployment asks the same at its start. */
export function PreflightCard(props: { readonly spec: DeploymentSpec | null; readonly regions: readonly Region[] }) {
  const { spec, regions } = props;
  const { callables } = useApi();
  const [seen, setSeen] = useState<Seen | null>(null);
  const { run, busy, failure } = useAction('Checking the project');
  const check = () =>
    run(async () => {
      if (!spec) return;
      const together = regions.length > 1 ? { regions: [...regions] } : {};
      const reports = await Promise.all(
        regions.map(async (region) => ({
          region,
          report: await callables.call('preflight', { spec: { ...spec, region }, ...together }),
        })),
      );
      setSeen({ spec, regions, reports });
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
        {seen && statusText(seen, seen.spec === spec && seen.regions === regions)}
      </p>
      {seen?.reports.map(({ region, report }) => (
        <div key={region}>
          {seen.reports.length > 1 && <h3>{region}</h3>}
          <ul>
            {report.findings.map((finding) => (
              <Finding key={finding.check} finding={finding} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function statusText({ reports }: Seen, isCurrent: boolean): string {
  if (!isCurrent) return 'The form has changed since.';
  const blocked = reports.filter(({ report }) => isBlocked(report)).map(({ region }) => region);
  if (blocked.length === 0) return 'Nothing stands in the way.';
  return reports.length === 1
    ? 'As it stands, the deployment would fail.'
    : `As it stands, the deployment would fail in ${blocked.join(' and ')}.`;
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
