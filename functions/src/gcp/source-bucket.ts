import { callApi, toFailure } from '../platform/failure-mapping.ts';
import { storageClient } from './clients.ts';
import type { SourceArchive } from './source-archive.ts';

const API = 'Cloud Storage';

export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
}

/** Whether every archive lies in the bucket; false when the bucket itself is missing. */
export async function archivesPresent(bucket: string, archives: readonly SourceArchive[]): Promise<boolean> {
  const storage = await storageClient();
  return await callApi(API, async () => {
    const answers = await Promise.all(archives.map(({ object }) => storage.bucket(bucket).file(object).exists()));
    return answers.every(([exists]) => exists);
  });
}

/** Creates the bucket when it is missing and uploads what is not there yet. */
export async function uploadArchives(place: BucketPlace, archives: readonly SourceArchive[]): Promise<void> {
  const storage = await storageClient();
  const bucket = storage.bucket(place.bucket);
  await callApi(API, async () => {
    const [exists] = await bucket.exists();
    if (exists) return;
    const iamConfiguration = { uniformBucketLevelAccess: { enabled: true } };
    try {
      await bucket.create({ location: place.region, iamConfiguration });
    } catch (error) {
      // 409: another deployment created it first; were it somebody else's, the upload would say so.
      if (!hasCode(error, 409)) throw error;
    }
  });
  await Promise.all(archives.map((archive) => uploadOnce(bucket.file(archive.object), archive)));
}

interface UploadTarget {
  save(data: Buffer, options: object): Promise<unknown>;
}

async function uploadOnce(file: UploadTarget, archive: SourceArchive): Promise<void> {
  try {
    await file.save(await archive.read(), {
      contentType: 'application/gzip',
      resumable: false,
      preconditionOpts: { ifGenerationMatch: 0 },
    });
  } catch (error) {
    // 412: somebody uploaded the very same bytes first.
    if (!hasCode(error, 412)) throw toFailure(API, error);
  }
}

function hasCode(error: unknown, code: number): boolean {
  return (error as { readonly code?: unknown }).code === code;
}
