import {
  type CallableChunk,
  type CallableRequest,
  type CallableResponse,
  type Deployment,
  isTerminal,
} from '@proving-ground/shared';
import { isActiveBuild } from '../deployments/decide-build.ts';
import { deploymentNotFound } from '../deployments/refusals.ts';
import { MAX_READ_BYTES } from '../gcp/build-log-object.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import { wholeLines } from './whole-lines.ts';

/** Reads what a log object holds from an offset on; empty while there is nothing. */
export type ReadLog = (place: {
  readonly bucket: string;
  readonly object: string;
  readonly offsetBytes: number;
}) => Promise<Buffer>;

/** Passes on the log of a build as Cloud Build writes it, until the build has ended or the time is up. */
export async function followBuildLog(input: {
  readonly request: CallableRequest<'followBuildLog'>;
  readonly signal: AbortSignal;
  readonly sendChunk: (chunk: CallableChunk<'followBuildLog'>) => Promise<boolean>;
  readonly deployments: Pick<DeploymentStore, 'get'>;
  readonly readLog: ReadLog;
  /** Waits between two looks; resolves to false when the stream is to end. */
  readonly pause: (signal: AbortSignal) => Promise<boolean>;
}): Promise<CallableResponse<'followBuildLog'>> {
  const { request, signal, sendChunk, deployments, readLog, pause } = input;
  let offsetBytes = request.offsetBytes;
  while (!signal.aborted) {
    // Read before the log is: what was written until the build ended is then in the log for sure.
    const deployment = await deployments.get(request.deploymentId);
    if (!deployment) throw deploymentNotFound(request.deploymentId);
    const ended = hasEnded(deployment, request.build);
    const build = deployment.builds[request.build];
    const bytes = build
      ? await readLog({ bucket: build.logBucket, object: build.logObject, offsetBytes })
      : Buffer.alloc(0);
    const shown = wholeLines(bytes, ended);
    if (shown.length > 0) {
      offsetBytes += shown.length;
      await sendChunk({ text: shown.toString('utf8'), nextOffsetBytes: offsetBytes });
      // There is more where a full piece came from, and nothing to wait for once the build has ended.
      if (ended || bytes.length >= MAX_READ_BYTES) continue;
    }
    if (ended) return { nextOffsetBytes: offsetBytes, complete: true };
    if (!(await pause(signal))) break;
  }
  return { nextOffsetBytes: offsetBytes, complete: false };
}

function hasEnded(deployment: Deployment, kind: 'backend' | 'agent'): boolean {
  const build = deployment.builds[kind];
  // Nobody looks at the build any more once the deployment has ended, whatever was last heard of it.
  return isTerminal(deployment.status) || (build !== null && !isActiveBuild(build.status));
}
