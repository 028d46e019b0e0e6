import type { CloudBuildClient } from '@google-cloud/cloudbuild';
import type { ServicesClient } from '@google-cloud/run';
import type { Storage } from '@google-cloud/storage';
import type { CallOptions, ClientOptions } from 'google-gax';
import { localCloud } from './local-cloud.ts';

/**
 * For every gRPC call: by default these clients go on trying for ten minutes, longer than a lease is held and than a
 * function may run. The loop tries again by itself, so one attempt with a short deadline is enough.
 */
export const ONE_TRY = { timeout: 15_000, retry: null } as const satisfies CallOptions;

/** Importing these packages costs over a second of cold start: each is loaded when first used, and kept. */
function lazily<T>(create: () => Promise<T>): () => Promise<T> {
  let created: Promise<T> | undefined;
  return () => {
    created ??= create();
    return created;
  };
}

/** Options that point an unmodified gRPC client at the twin; none in the cloud. */
async function endpointOptions(): Promise<ClientOptions> {
  const local = localCloud();
  if (!local) return {};
  const gax = await import('google-gax');
  return {
    servicePath: '127.0.0.1',
    port: local.port,
    sslCreds: gax.grpc.credentials.createInsecure(),
    authClient: new gax.googleAuthLibrary.PassThroughClient(),
  };
}

export const cloudBuildClient = lazily<CloudBuildClient>(async () => {
  const [{ CloudBuildClient }, options] = await Promise.all([import('@google-cloud/cloudbuild'), endpointOptions()]);
  return new CloudBuildClient(options);
});

export const servicesClient = lazily<ServicesClient>(async () => {
  const [{ ServicesClient }, options] = await Promise.all([import('@google-cloud/run'), endpointOptions()]);
  return new ServicesClient(options);
});

/** Honours STORAGE_EMULATOR_HOST by itself. */
export const storageClient = lazily<Storage>(async () => {
  const { Storage } = await import('@google-cloud/storage');
  // The same for Cloud Storage, whose client counts in seconds.
  return new Storage({ retryOptions: { totalTimeout: 30 }, timeout: 20_000 });
});
