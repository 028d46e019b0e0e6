import {
  bringsGpus,
  busyDayAfterUsd,
  type DeploymentSpec,
  hidesItsQueue,
  type PreflightCheck,
  type PreflightFinding,
} from '@proving-ground/shared';
import type { RequiredApi } from '../deployments/required-apis.ts';
import { judgeGpuQuota, judgeMemoryQuota } from './judge-quotas.ts';
import type { ProjectSight } from './project-sight.ts';
import { judged, ok, type Verdict } from './verdict.ts';

/** What of the project stands in the way of a deployment, check by check. Pure. */
export function assessProject(
  spec: DeploymentSpec,
  sight: ProjectSight,
  /** All of the release, for the cap. */
  together: readonly DeploymentSpec[] = [spec],
): readonly PreflightFinding[] {
  const { disabledApis } = sight;
  const isOff = (api: RequiredApi) => disabledApis.ok && disabledApis.value.includes(api);
  const verdicts: Readonly<Record<PreflightCheck, Verdict>> = {
    apis: judged(sight.disabledApis, 'roles/serviceusage.serviceUsageViewer', (disabled) =>
      disabled.length === 0
        ? ok('All APIs are enabled.')
        : {
            status: 'warning',
            message: `Not enabled yet: ${disabled.join(', ')}.`,
            fix: 'Nothing to do: the deployment enables them, which takes a minute or two.',
          },
    ),
    billing: judged(sight.billingEnabled, 'roles/browser', (enabled) =>
      enabled
        ? ok('Billing is on.')
        : {
            status: 'blocked',
            message: 'The project has no billing account: Cloud Build and Cloud Run refuse to work.',
            fix: 'Link a billing account in the Google Cloud console under Billing, then deploy again.',
          },
    ),
    permissions: judged(sight.missingPermissions, 'roles/browser', (missing) =>
      missing.length === 0
        ? ok('The functions may do all that is needed.')
        : {
            status: 'blocked',
            message: `The functions' account lacks: ${missing.join(', ')}.`,
            fix: 'Run npm run setup again, or give it the roles of docs/security.md.',
          },
    ),
    gpuQuota: judgeGpuQuota(spec, sight),
    memoryQuota: judgeMemoryQuota(spec, sight),
    names: isOff('run.googleapis.com')
      ? ok('Cloud Run is not enabled yet, so no name is taken.')
      : judged(sight.names, 'roles/run.viewer', (names) => {
          const foreign = (['backend', 'agent'] as const).filter((kind) => names[kind] === 'foreign');
          if (foreign.length === 0) return ok('The service names are free, or ours.');
          return {
            status: 'blocked',
            message: `Somebody else has a service named ${foreign.map((kind) => spec[kind].serviceName).join(' and ')} here.`,
            fix: 'Choose another service name.',
          };
        }),
    repository: isOff('artifactregistry.googleapis.com')
      ? ok('The deployment creates the image repository.')
      : judged(sight.repositoryExists, 'roles/artifactregistry.reader', (exists) =>
          ok(exists ? 'The image repository is there.' : 'The deployment creates the image repository.'),
        ),
    concurrency: judgeConcurrency(spec),
    spending: judgeSpending(together, sight),
  };
  return Object.entries(verdicts).map(([check, verdict]) => ({ check: check as PreflightCheck, ...verdict }));
}

function judgeConcurrency({ backend }: DeploymentSpec): Verdict {
  const { concurrency, parallelRequests } = backend;
  if (!hidesItsQueue(backend)) return ok(`${concurrency} requests an instance beside ${parallelRequests} at once.`);
  return {
    status: 'warning',
    message: `An instance takes ${concurrency} requests and its model works on ${parallelRequests}: the others wait inside, and no second instance is started for them.`,
    fix: `Set the concurrency to at most ${2 * parallelRequests}.`,
  };
}

function judgeSpending(specs: readonly DeploymentSpec[], { services, capUsd, prices }: ProjectSight): Verdict {
  const withGpus = specs.filter(bringsGpus);
  if (withGpus.length === 0) return ok('No GPU is added that the cap would be held against.');
  if (capUsd === null) return ok('No cap on what GPUs may cost is set.');
  const busyDayUsd = busyDayAfterUsd(services, withGpus, prices);
  if (busyDayUsd === null) {
    return {
      status: 'blocked',
      message: `No price is known for every GPU, so nobody can say whether it stays below the cap of ${capUsd.toFixed(2)} USD.`,
      fix: 'Ask an owner to enter the price of the GPU under Spending, or to take the cap away.',
    };
  }
  if (busyDayUsd <= capUsd) return ok(`Up to ${busyDayUsd.toFixed(2)} USD a day for GPUs, below the cap.`);
  return {
    status: 'blocked',
    message: `GPU services could cost up to ${busyDayUsd.toFixed(2)} USD a day; the cap is ${capUsd.toFixed(2)} USD.`,
    fix: 'Lower the instances, choose a backend without a GPU, or ask an owner to raise the cap.',
  };
}
