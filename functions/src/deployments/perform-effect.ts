import { randomUUID } from 'node:crypto';
import { assertNever, type Deployment, Failure } from '@proving-ground/shared';
import { deleteAlertsOfPair } from '../alerts/alerts-of-pair.ts';
import { beginGatePart } from '../gate/begin-gate-part.ts';
import { createRepository, deleteImages, imageName } from '../gcp/artifact-registry.ts';
import { cancelBuild, createBuild } from '../gcp/cloud-build.ts';
import { applyService, applyTraffic, deleteService, toRunTraffic } from '../gcp/cloud-run.ts';
import { idTokenHeader } from '../gcp/id-token.ts';
import { setInvokers } from '../gcp/run-invokers.ts';
import { enableApis } from '../gcp/service-usage.ts';
import { type ImageKind, sourceArchive } from '../gcp/source-archive.ts';
import { uploadArchives } from '../gcp/source-bucket.ts';
import type { BeginDependencies } from '../load-tests/begin-load-test.ts';
import { stopLoadTest } from '../load-tests/stop-load-test.ts';
import type { Config } from '../platform/config.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import type { Outcome } from './apply-outcome.ts';
import type { Effect, Learned } from './effect.ts';
import { invokersOf, place } from './observe-services.ts';
import { IMAGE_KINDS } from './service-records.ts';
import { agentService, backendService } from './service-request.ts';
import { verifyAgent } from './verify-agent.ts';

/** What a load gate starts and stops its load tests with. */
export type LoadTestControl = BeginDependencies & { readonly tests: Pick<LoadTestStore, 'requestStop'> };

/** Does one thing to the cloud; what the cloud refuses is an outcome, not an exception. */
export async function performEffect(
  deployment: Deployment,
  effect: Effect,
  config: Config,
  loadTests: LoadTestControl,
): Promise<Outcome> {
  try {
    const learned = await perform(deployment, effect, config, loadTests);
    return learned ? { ok: true, learned } : { ok: true };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, failure: error.record };
    throw error;
  }
}

async function perform(
  deployment: Deployment,
  effect: Effect,
  config: Config,
  loadTests: LoadTestControl,
): Promise<Learned | undefined> {
  const { projectId, repository, bucket } = config;
  const { region } = deployment.spec;
  switch (effect.kind) {
    case 'enableApis':
      await enableApis(projectId, effect.apis);
      return undefined;
    case 'createRepository':
      await createRepository({ projectId, region, repository });
      return undefined;
    case 'uploadSource':
      await uploadArchives({ bucket, region }, await Promise.all(IMAGE_KINDS.map(sourceArchive)));
      return undefined;
    case 'createBuild':
      await startBuild(deployment, effect.image, effect.tag, config);
      return undefined;
    case 'cancelBuild':
      await cancelBuild({ projectId, region }, effect.buildId);
      return undefined;
    case 'applyService':
      await applyService(
        place(effect.image, deployment, config),
        { ...serviceOf(effect.image, deployment, config), traffic: toRunTraffic(effect.traffic) },
        effect.etag,
      );
      return undefined;
    case 'setInvokers': {
      const [where, account] = invokersOf(effect.image, deployment, config);
      await setInvokers(where, { account, isPublic: effect.isPublic });
      return undefined;
    }
    case 'deleteService':
      await deleteService(place(effect.image, deployment, config));
      return undefined;
    case 'deleteImages':
      await deleteImages({ projectId, region, repository }, deployment.spec[effect.image].serviceName);
      return undefined;
    case 'deleteAlerts':
      await deleteAlertsOfPair({ projectId, region, agent: deployment.spec.agent.serviceName });
      return undefined;
    case 'shiftTraffic':
      await applyTraffic(place(effect.image, deployment, config), toRunTraffic(effect.traffic), effect.etag);
      return undefined;
    case 'beginGatePart':
      await beginGatePart(deployment, effect.part, loadTests);
      return undefined;
    case 'stopGatePart':
      await stopLoadTest(effect.loadTestId, loadTests);
      return undefined;
    case 'verify':
      return {
        verification: [...(await verifyAgent(deployment, { authorize: idTokenHeader, newSessionId: randomUUID }))],
      };
    default:
      return assertNever(effect);
  }
}

async function startBuild(deployment: Deployment, image: ImageKind, tag: string, config: Config): Promise<void> {
  const { projectId, repository, bucket, serviceAccounts } = config;
  const { region, model } = deployment.spec;
  const { object } = await sourceArchive(image);
  await createBuild({
    projectId,
    region,
    tag,
    image: imageName({ projectId, region, repository }, deployment.spec[image].serviceName),
    imageTag: deployment.id,
    buildArgs: image === 'backend' ? { MODEL: model } : {},
    bucket,
    sourceObject: object,
    serviceAccount: serviceAccounts.build,
  });
}

function serviceOf(kind: ImageKind, deployment: Deployment, { projectId, serviceAccounts }: Config) {
  const image = required(deployment.builds[kind]?.imageByDigest, `the ${kind} image`);
  const serviceAccount = serviceAccounts[kind];
  if (kind === 'backend') return backendService({ deployment, projectId, serviceAccount, image });
  const backendUrl = required(deployment.revisions.backend?.tagUrl, "the backend's own URL");
  return agentService({ deployment, projectId, serviceAccount, image, backendUrl });
}

/** The order of the steps makes sure of it. */
function required<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`The record lacks ${what}.`);
  return value;
}
