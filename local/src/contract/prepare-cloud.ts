import { readFile } from 'node:fs/promises';
import { CloudBuildClient } from '@google-cloud/cloudbuild';
import { ServicesClient } from '@google-cloud/run';
import { packFiles } from '../testing/pack-files.ts';
import { type CloudRest, createCloudRest } from './cloud-rest.ts';
import { bucketOf, type CloudTarget, echoImageOf, grpcOptions, repositoryOf, runPrefix } from './contract-target.ts';

const REGISTRY = 'artifactregistry.googleapis.com';
const STORAGE = 'storage.googleapis.com';
/** The image of the services under test; unlike on this machine, a container in the cloud must listen on every interface. */
const dockerfile = (host: string) => `FROM node:24-slim
WORKDIR /app
COPY echo-server.mjs server.mjs
ENV HOST=${host}
CMD ["node", "/app/server.mjs"]
`;
const ECHO_SERVER = new URL('../cloud-run/testing/echo-server.mjs', import.meta.url);

/** Makes what the tests need in a cloud: a bucket, a repository, and the image of the services under test. */
export async function prepareCloud(target: CloudTarget, say: (line: string) => void): Promise<void> {
  const rest = createCloudRest(target);
  const { projectId, region } = target;
  const bucket = bucketOf(target);
  say(`bucket ${bucket}`);
  const location = {
    name: bucket,
    location: region,
    iamConfiguration: { uniformBucketLevelAccess: { enabled: true } },
  };
  await rest.call('POST', STORAGE, `/storage/v1/b?project=${projectId}`, location);
  say(`repository ${repositoryOf(target)}`);
  const repositories = `/v1/projects/${projectId}/locations/${region}/repositories`;
  await rest.call('POST', REGISTRY, `${repositories}?repositoryId=${repositoryOf(target)}`, { format: 'DOCKER' });
  await until(
    'the repository',
    async () => (await rest.call('GET', REGISTRY, `${repositories}/${repositoryOf(target)}`)) !== null,
  );
  say('image of the services under test');
  await buildEcho(target, rest);
}

async function buildEcho(target: CloudTarget, rest: CloudRest): Promise<void> {
  const { projectId, region } = target;
  const bucket = bucketOf(target);
  const object = 'source/echo.tgz';
  await rest.upload(
    bucket,
    object,
    await packFiles({
      Dockerfile: dockerfile(target.elsewhere ? '127.0.0.1' : '0.0.0.0'),
      'echo-server.mjs': await readFile(ECHO_SERVER, 'utf8'),
    }),
  );
  const client = new CloudBuildClient(grpcOptions(target));
  try {
    const image = echoImageOf(target);
    const [operation] = await client.createBuild({
      parent: `projects/${projectId}/locations/${region}`,
      projectId,
      build: {
        source: { storageSource: { bucket, object } },
        steps: [{ name: 'gcr.io/cloud-builders/docker', args: ['build', '-t', image, '.'] }],
        images: [image],
        logsBucket: `gs://${bucket}`,
      },
    });
    await operation.promise();
  } finally {
    await client.close();
  }
}

/** Deletes all that a run has made, by its name, and nothing else; what cannot be deleted is said. */
export async function cleanUpCloud(target: CloudTarget, say: (line: string) => void): Promise<readonly string[]> {
  const { projectId, region } = target;
  const rest = createCloudRest(target);
  const left: string[] = [];
  const attempt = async (what: string, act: () => Promise<unknown>) => {
    say(`deleting ${what}`);
    await act().catch((error: unknown) => left.push(`${what}: ${String(error)}`));
  };
  const services = new ServicesClient(grpcOptions(target));
  await attempt('services', async () => {
    const [found] = await services.listServices({ parent: `projects/${projectId}/locations/${region}` });
    const ours = found.flatMap(({ name }) => (name?.split('/').at(-1)?.startsWith(runPrefix(target)) ? [name] : []));
    for (const name of ours) {
      const [operation] = await services.deleteService({ name });
      await operation.promise();
    }
  });
  await services.close();
  await attempt(`repository ${repositoryOf(target)}`, () =>
    rest.call('DELETE', REGISTRY, `/v1/projects/${projectId}/locations/${region}/repositories/${repositoryOf(target)}`),
  );
  await attempt('buckets', async () => {
    const { items = [] } = ((await rest.call(
      'GET',
      STORAGE,
      `/storage/v1/b?project=${projectId}&prefix=${bucketOf(target)}`,
    )) ?? {}) as { readonly items?: readonly { readonly name: string }[] };
    for (const { name } of items.filter((bucket) => bucket.name.startsWith(bucketOf(target)))) {
      await emptyBucket(rest, name);
      await rest.call('DELETE', STORAGE, `/storage/v1/b/${name}`);
    }
  });
  return left;
}

async function emptyBucket(rest: CloudRest, bucket: string): Promise<void> {
  const { items = [] } = ((await rest.call('GET', STORAGE, `/storage/v1/b/${bucket}/o`)) ?? {}) as {
    readonly items?: readonly { readonly name: string }[];
  };
  for (const { name } of items) {
    await rest.call('DELETE', STORAGE, `/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`);
  }
}

/** What is made is there a little later. */
async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 120_000;
  while (!(await isThere())) {
    if (performance.now() > deadlineMs) throw new Error(`${what} did not come to be within two minutes.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
