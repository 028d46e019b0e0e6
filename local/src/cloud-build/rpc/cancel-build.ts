import { toBuildMessage } from '../build-message.ts';
import { type BuildName, type CallContext, findBuild } from './call-context.ts';

/** Answers when the build has stopped. @see https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds/cancel */
export const cancelBuild = (context: CallContext) => async (request: BuildName) => {
  const { id } = findBuild(context, request);
  await context.queue.cancel(id);
  return toBuildMessage(findBuild(context, request));
};
