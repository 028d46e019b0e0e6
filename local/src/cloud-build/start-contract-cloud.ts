import { CloudBuildClient } from '@google-cloud/cloudbuild';
import { createCloudRest } from '../contract/cloud-rest.ts';
import { bucketOf, type CloudTarget, grpcOptions, repositoryOf } from '../contract/contract-target.ts';
import { CLOUD } from '../contract/current-target.ts';
import { packFiles } from '../testing/pack-files.ts';
import * as twin from './start-test-cloud.ts';

export const PROJECT = CLOUD ? CLOUD.projectId : twin.PROJECT;
export const PARENT = CLOUD ? `projects/${CLOUD.projectId}/locations/${CLOUD.region}` : twin.PARENT;
export const BUCKET = CLOUD ? bucketOf(CLOUD) : twin.BUCKET;
export const IMAGE = CLOUD
  ? `${CLOUD.region}-docker.pkg.dev/${CLOUD.projectId}/${repositoryOf(CLOUD)}/agent`
  : twin.IMAGE;
/** The repository that images are pushed to. */
export const REPOSITORY = CLOUD ? repositoryOf(CLOUD) : 'repo';
/** A tag of this run. */
export const tagOf = (tag: string): string => (CLOUD ? `ct-${CLOUD.run}-${tag}` : tag);

/** Cloud Build by its unmodified client; the rest is there in the twin alone. */
export interface ContractCloud
  extends Pick<twin.TestCloud, 'client' | 'upload' | 'log' | 'processes' | 'images' | 'events' | 'folder'>,
    AsyncDisposable {
  /** Puts an object into the bucket of sources. */
  readonly put: (name: string, bytes: Buffer) => Promise<void>;
}

export async function startContractCloud(options: { readonly folder?: string } = {}): Promise<ContractCloud> {
  if (CLOUD) return reachCloud(CLOUD);
  const cloud = await twin.startTestCloud(options);
  const put = async (name: string, bytes: Buffer) => {
    await cloud.storage.put({ bucket: BUCKET, name, bytes });
  };
  return { ...cloud, put };
}

function reachCloud(target: CloudTarget): ContractCloud {
  const rest = createCloudRest(target);
  const client = new CloudBuildClient(grpcOptions(target));
  const put = async (name: string, bytes: Buffer) => await rest.upload(BUCKET, name, bytes);
  let uploads = 0;
  return {
    client,
    put,
    upload: async (files) => {
      uploads += 1;
      const object = `source/${Date.now()}-${uploads}.tgz`;
      await put(object, await packFiles(files));
      return { storageSource: { bucket: BUCKET, object } };
    },
    log: async (buildId) => (await rest.download(BUCKET, `log-${buildId}.txt`)) ?? '',
    get processes(): never {
      throw twinOnly('processes');
    },
    get images(): never {
      throw twinOnly('images');
    },
    get events(): never {
      throw twinOnly('messages');
    },
    get folder(): never {
      throw twinOnly('folder');
    },
    [Symbol.asyncDispose]: async () => await client.close(),
  };
}

/** Starts a build and gives its id. */
export const startBuild = async ({ client }: Pick<ContractCloud, 'client'>, build: object): Promise<string> => {
  const [operation] = await client.createBuild({
    parent: PARENT,
    projectId: PROJECT,
    build: { logsBucket: `gs://${BUCKET}`, ...build },
  });
  const metadata = operation.metadata as { readonly build?: { readonly id?: string } };
  return metadata.build?.id ?? '';
};

/** Waits for a build as the product does: by reading it, never by its operation. */
export async function waitForBuild({ client }: Pick<ContractCloud, 'client'>, id: string) {
  for (;;) {
    const [build] = await client.getBuild({ name: `${PARENT}/builds/${id}`, projectId: PROJECT, id });
    if (!['QUEUED', 'WORKING'].includes(String(build.status))) return build;
    await new Promise((resolve) => setTimeout(resolve, CLOUD && !CLOUD.elsewhere ? 2_000 : 20));
  }
}

function twinOnly(what: string): Error {
  return new Error(`A test that looks at the twin's ${what} belongs into local/src/contract/twin-only.ts.`);
}
