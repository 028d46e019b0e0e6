import { withoutOutcome } from '../build-message.ts';
import type { PackedOperation } from '../build-operation.ts';
import { type BuildName, type CallContext, findBuild, locationOf } from './call-context.ts';
import { startBuild } from './create-build.ts';

/** A new build of the same request. @see https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds/retry */
export const retryBuild =
  (context: CallContext) =>
  async (request: BuildName): Promise<PackedOperation> => {
    const old = findBuild(context, request);
    const { source, images, logsBucket, options, tags, serviceAccount, timeout, queueTtl } = old;
    // What was substituted stays; a dollar sign that is left is one by now.
    const steps = old.steps.map(withoutOutcome).map((step) => ({
      ...step,
      ...(step.args && { args: step.args.map(keepDollars) }),
      ...(step.env && { env: step.env.map(keepDollars) }),
    }));
    const again = {
      steps,
      timeout,
      queueTtl,
      ...(source && { source }),
      ...(images && { images }),
      ...(logsBucket && { logsBucket }),
      ...(options && { options }),
      ...(tags && { tags }),
      ...(serviceAccount && { serviceAccount }),
    };
    return await startBuild(context, again, { projectId: old.projectId, location: locationOf(old) });
  };

const keepDollars = (text: string) => text.replaceAll('$', '$$$$');
