import type { EndedDeployments } from '../store/ended-deployments.ts';
import { deploymentEvent } from './event-texts.ts';
import { type NotifyDependencies, notify } from './notify.ts';

/** Far longer than a watch may be missed; what was told is told once all the same. */
const ENDED_WITHIN_MS = 30 * 60_000;

/** Tells of every deployment that has ended lately in a way that somebody should know of. */
export async function tellOfDeployments(
  dependencies: NotifyDependencies & { readonly ended: EndedDeployments; readonly consoleUrl: string },
): Promise<void> {
  const { ended, consoleUrl, now } = dependencies;
  for (const deployment of await ended(new Date(now.getTime() - ENDED_WITHIN_MS))) {
    const event = deploymentEvent(deployment, consoleUrl);
    if (event) await notify(event, dependencies);
  }
}
