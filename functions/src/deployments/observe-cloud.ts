import {
  assertNever,
  type Deployment,
  Failure,
  type FailureRecord,
  type PreflightFinding,
  type StepId,
} from '@proving-ground/shared';
import { alertsOfPair } from '../alerts/alerts-of-pair.ts';
import { type GateSources, observeGate } from '../gate/observe-gate.ts';
import { repositoryExists } from '../gcp/artifact-registry.ts';
import { logTail } from '../gcp/build-log-object.ts';
import { findBuildByTag, getBuild, type ObservedBuild } from '../gcp/cloud-build.ts';
import { observeService } from '../gcp/cloud-run.ts';
import { observeInvokers } from '../gcp/run-invokers.ts';
import { disabledApis } from '../gcp/service-usage.ts';
import { sourceArchive } from '../gcp/source-archive.ts';
import { archivesPresent } from '../gcp/source-bucket.ts';
import type { Config } from '../platform/config.ts';
import { activeSteps, isWindingDown } from './active-steps.ts';
import { isActiveBuild } from './decide-build.ts';
import {
  BUILD_STEPS,
  buildTag,
  LOG_TAIL_LINES,
  NOTHING_OBSERVED,
  type Observation,
  type Observed,
} from './observation.ts';
import { invokersOf, observeImages, observePair, observeRollOut, place } from './observe-services.ts';
import { REQUIRED_APIS } from './required-apis.ts';
import { IMAGE_KINDS } from './service-records.ts';
import { WINDING_DOWN_STEPS } from './wind-down.ts';

export type Sight =
  | { readonly kind: 'observed'; readonly observation: Observation }
  | { readonly kind: 'unreadable'; readonly step: StepId; readonly failure: FailureRecord };

/** What is read from elsewhere than the cloud's own APIs of one service. */
export interface ObserveSources {
  /** What stands in the way of a deployment. */
  readonly findingsFor: (deployment: Deployment) => Promise<readonly PreflightFinding[]>;
  readonly gate: Omit<GateSources, 'observeAgent'>;
}

/** Reads the real state of whatever the steps at work depend on. */
export async function observeCloud(deployment: Deployment, config: Config, sources: ObserveSources): Promise<Sight> {
  let observation = NOTHING_OBSERVED;
  for (const step of activeSteps(deployment)) {
    try {
      observation = merge(observation, await observeStep(step, deployment, config, sources));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { kind: 'unreadable', step, failure: error.record };
    }
  }
  return { kind: 'observed', observation };
}

function merge(all: Observation, part: Partial<Observation>): Observation {
  return {
    ...all,
    ...part,
    builds: { ...all.builds, ...part.builds },
    services: { ...all.services, ...part.services },
    invokers: { ...all.invokers, ...part.invokers },
  };
}

async function observeStep(
  step: StepId,
  deployment: Deployment,
  config: Config,
  sources: ObserveSources,
): Promise<Partial<Observation>> {
  const { projectId, repository, bucket } = config;
  const { region } = deployment.spec;
  if (isWindingDown(deployment) && !WINDING_DOWN_STEPS.includes(step)) return {};
  switch (step) {
    case 'check':
      if (deployment.kind === 'switch') return await observePair(deployment, config);
      return await observeCheck(deployment, config, sources);
    case 'repository':
      return { repositoryExists: await repositoryExists({ projectId, region, repository }) };
    case 'source':
      return { archivesPresent: await archivesPresent(bucket, await Promise.all(IMAGE_KINDS.map(sourceArchive))) };
    case 'buildBackend':
    case 'buildAgent':
      return { builds: { [BUILD_STEPS[step]]: await observeBuild(step, deployment, config) } };
    case 'deployBackend':
      return { services: { backend: await observeRollOut('backend', deployment, config) } };
    case 'deployAgent':
      return { services: { agent: await observeRollOut('agent', deployment, config) } };
    case 'grantBackend':
      return { invokers: { backend: await observeInvokers(...invokersOf('backend', deployment, config)) } };
    case 'grantAgent':
      return { invokers: { agent: await observeInvokers(...invokersOf('agent', deployment, config)) } };
    case 'verify':
      return {};
    case 'gate': {
      const observeAgent = () => observeService(place('agent', deployment, config));
      return { gate: await observeGate(deployment, { ...sources.gate, observeAgent }) };
    }
    case 'release':
      return {
        ...(await observePair(deployment, config)),
        invokers: { agent: await observeInvokers(...invokersOf('agent', deployment, config)) },
      };
    case 'removeAgent':
      return { services: { agent: await observeRollOut('agent', deployment, config) } };
    case 'removeBackend':
      return { services: { backend: await observeRollOut('backend', deployment, config) } };
    case 'removeImages':
      return { images: await observeImages(deployment, config) };
    case 'confirmGone':
      return {
        ...(await observePair(deployment, config)),
        images: await observeImages(deployment, config),
        alerts: await alertsOfPair({ projectId, region, agent: deployment.spec.agent.serviceName }),
      };
    default:
      return assertNever(step);
  }
}

async function observeCheck(
  deployment: Deployment,
  { projectId }: Config,
  { findingsFor }: ObserveSources,
): Promise<Partial<Observation>> {
  const disabled = await disabledApis(projectId, REQUIRED_APIS);
  // An API that is off cannot be asked about the rest.
  return disabled.length > 0
    ? { disabledApis: disabled }
    : { disabledApis: [], findings: await findingsFor(deployment) };
}

async function observeBuild(
  step: keyof typeof BUILD_STEPS,
  deployment: Deployment,
  { projectId }: Config,
): Promise<Observed<ObservedBuild | null>> {
  const where = { projectId, region: deployment.spec.region };
  const known = deployment.builds[BUILD_STEPS[step]];
  const value = known ? await getBuild(where, known.buildId) : await findBuildOf(step, deployment, where);
  const failed = value !== null && !isActiveBuild(value.status) && value.status !== 'SUCCESS';
  if (!failed) return { value, logTail: [] };
  const log = { bucket: value.logBucket, object: value.logObject, lines: LOG_TAIL_LINES };
  return { value, logTail: await logTail(log) };
}

/** Before the first attempt is on record, none can have been started. */
async function findBuildOf(
  step: keyof typeof BUILD_STEPS,
  deployment: Deployment,
  where: { readonly projectId: string; readonly region: string },
): Promise<ObservedBuild | null> {
  if (deployment.steps[step].attempt === 0) return null;
  return await findBuildByTag(where, buildTag(deployment, step));
}
