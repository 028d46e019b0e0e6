import { toBuildMessage } from '../build-message.ts';
import { type BuildName, type CallContext, findBuild } from './call-context.ts';

/** @see https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds/get */
export const getBuild = (context: CallContext) => (request: BuildName) => toBuildMessage(findBuild(context, request));
