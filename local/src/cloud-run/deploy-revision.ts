import type { ImageStore } from '../images/image.ts';
import { NoInstanceError, StartupError } from './instance.ts';
import type { RevisionRuntime } from './revision-runtime.ts';
import type { RevisionFailure, RevisionRecord, ServiceRecord } from './service-record.ts';

interface DeployContext {
  readonly images: Pick<ImageStore, 'resolve'>;
  readonly runtime: RevisionRuntime;
}

/**
 * Finds the image and proves that a container of it comes up.
 *
 * @returns the revision, ready or failed.
 * @throws NoInstanceError when the twin stops meanwhile: the revision is neither, and starts again with the next run.
 */
export async function deployRevision(
  record: ServiceRecord,
  revision: RevisionRecord,
  { images, runtime }: DeployContext,
): Promise<RevisionRecord> {
  const reference = revision.template.containers?.[0]?.image ?? '';
  const fail = (failure: RevisionFailure): RevisionRecord => ({
    ...revision,
    state: 'failed',
    failure: {
      ...failure,
      message: `Revision '${revision.name}' is not ready and cannot serve traffic. ${failure.message}`,
    },
  });
  const image = await images.resolve(reference);
  if (!image) return fail({ reason: 'CONTAINER_MISSING', message: `Image '${reference}' not found.` });

  const found: RevisionRecord = { ...revision, image };
  if (revision.template.healthCheckDisabled) return { ...found, state: 'ready' };
  const pool = runtime.poolOf(record, found);
  try {
    await pool.warm();
    return { ...found, state: 'ready', startupMs: Math.round(pool.startupMs) };
  } catch (error) {
    if (error instanceof NoInstanceError) throw error;
    await runtime.drop(record, found);
    if (!(error instanceof StartupError)) {
      return { ...fail({ reason: 'INTERNAL', message: `The twin could not start it: ${String(error)}` }), image };
    }
    return { ...fail({ revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR', message: error.message }), image };
  }
}
