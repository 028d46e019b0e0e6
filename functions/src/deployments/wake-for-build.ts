import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import type { Wake } from './advance-deployment.ts';
import { isActiveBuild } from './decide-build.ts';
import { deploymentIdOfTags } from './observation.ts';

/** What Cloud Build publishes to the topic `cloud-builds`, as far as it is used.
 * @see https://cloud.google.com/build/docs/subscribe-build-notifications */
const buildMessage = z.object({ id: z.string(), status: z.string(), tags: z.array(z.string()).default([]) });

/** As Firebase hands it over: reading `json` throws when it is none. */
interface PublishedMessage {
  readonly json: unknown;
}

/** Takes a build message as a hint to look; what it says of the build is never trusted, for it may be late or twice. */
export async function wakeForBuild(
  message: PublishedMessage,
  { wake, log }: { readonly wake: Wake; readonly log: Log },
): Promise<void> {
  const build = buildMessage.safeParse(jsonOf(message));
  const deploymentId = build.success ? deploymentIdOfTags(build.data.tags) : null;
  // Builds of other products in the same project are published there too.
  if (!build.success || !deploymentId) return;
  // What a build that goes on says is seen at the next look anyway; sooner, it would only be in the loop's way.
  if (isActiveBuild(build.data.status)) return;
  log.info('build.event', { deploymentId, buildId: build.data.id, status: build.data.status });
  await wake({ deploymentId, epoch: null, inMs: 0 });
}

function jsonOf(message: PublishedMessage): unknown {
  try {
    return message.json;
  } catch {
    return null;
  }
}
