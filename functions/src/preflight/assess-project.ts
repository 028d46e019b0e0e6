import {
  bringsGpus,
  busyDayAfterUsd,
  type DeploymentSpec,
  GPU_TYPES,
  type GpuType,
  hidesItsQueue,
  type LiveService,
  type PreflightCheck,
  type PreflightFinding,
} from '@proving-ground/shared';
import type { RequiredApi } from '../deployments/required-apis.ts';
import type { ProjectSight, Read } from './project-sight.ts';

const BYTES_PER_GIB = 1_024 ** 3;

type Verdict = Omit<PreflightFinding, 'check'>;
const ok = (message: string): Verdict => ({ status: 'ok', message, fix: '' });

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
    gpuQuota: judgeGpus(spec, sight),
    memoryQuota: judgeMemory(spec, sight),
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

function judged<T>(read: Read<T>, needs: string, judge: (value: T) => Verdict): Verdict {
  if (read.ok) return judge(read.value);
  return {
    status: 'unknown',
    message: `It could not be read: ${read.why}`.slice(0, 1_000),
    fix: `Give the functions' account ${needs} to have this checked; the deployment goes on without it.`,
  };
}

/** A release needs room for both pairs while the new one is verified. */
function judgeGpus(spec: DeploymentSpec, { gpuQuota, services }: ProjectSight): Verdict {
  const { region, backend, scope } = spec;
  if (!backend.gpuType) return ok('No GPU is asked for.');
  if (scope === 'agent') return ok('The live backend keeps its GPU.');
  const { gpuType } = backend;
  const { label } = GPU_TYPES[gpuType];
  return judged(gpuQuota, 'roles/cloudquotas.viewer', (quota) => {
    if (quota === null) {
      return {
        status: 'warning',
        message: `Google names no quota of ${label} for ${region}; the first deployment in a region is often given some.`,
        fix: 'Deploy; if Cloud Run refuses, ask for quota in the Google Cloud console, or choose a backend without a GPU.',
      };
    }
    if (quota < backend.maxInstances) {
      return {
        status: 'blocked',
        message: `${backend.maxInstances} instances with an ${label} each are asked for; the quota in ${region} is ${quota}.`,
        fix: `Ask for ${label} quota (without zonal redundancy) in the Google Cloud console, or choose a backend without a GPU.`,
      };
    }
    const serving = liveGpus(services, region, gpuType);
    const isTooLittle = quota < backend.maxInstances + serving;
    if (isTooLittle && comparesPairs(spec, services)) {
      return {
        status: 'blocked',
        message: `The load gate keeps both pairs up, and the quota of ${quota} × ${label} in ${region} does not hold the ${serving} that serve and ${backend.maxInstances} more: each pair would be measured waiting for the other's GPU.`,
        fix: 'Ask for more quota in the Google Cloud console, lower the most instances, or deploy without the load gate.',
      };
    }
    if (isTooLittle) {
      return {
        status: 'warning',
        message: `The quota of ${quota} × ${label} in ${region} does not hold the ${serving} that serve and ${backend.maxInstances} more at once.`,
        fix: 'The verification may have to wait until the pair that serves is idle. More quota takes that away.',
      };
    }
    return ok(`The quota of ${quota} × ${label} in ${region} is enough, also while both pairs are up.`);
  });
}

function judgeMemory({ region, backend, agent }: DeploymentSpec, { memoryQuotaBytes }: ProjectSight): Verdict {
  return judged(memoryQuotaBytes, 'roles/cloudquotas.viewer', (bytes) => {
    if (bytes === null) return ok('Google names no memory quota for the region.');
    const quotaGiB = bytes / BYTES_PER_GIB;
    const neededGiB = backend.memoryGiB * backend.maxInstances + agent.memoryGiB * agent.maxInstances;
    if (neededGiB <= quotaGiB) return ok(`${neededGiB} of ${Math.round(quotaGiB)} GiB of memory in ${region}.`);
    return {
      status: 'blocked',
      message: `Up to ${neededGiB} GiB of memory are asked for; the quota in ${region} is ${Math.round(quotaGiB)} GiB.`,
      fix: 'Lower the most instances or the memory, or ask for more quota in the Google Cloud console.',
    };
  });
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

/** Whether a load gate has a pair to compare the new one with. */
function comparesPairs({ gate, region, backend }: DeploymentSpec, services: readonly LiveService[]): boolean {
  return (
    gate !== null &&
    services.some((service) => service.region === region && service.name === backend.serviceName && service.current)
  );
}

function liveGpus(services: readonly LiveService[], region: string, gpuType: GpuType): number {
  return services
    .filter((service) => service.region === region)
    .reduce((sum, { current }) => sum + (current?.gpuType === gpuType ? current.maxInstances : 0), 0);
}
