import { type CallContext, readPlace } from './call-context.ts';

/** @see https://cloud.google.com/build/docs/api/reference/rest/v1/projects.locations/getDefaultServiceAccount */
export const getDefaultServiceAccount = (context: CallContext) => (request: { readonly name?: string }) => {
  const { projectId } = readPlace(context, request.name, undefined);
  return {
    name: request.name ?? '',
    serviceAccountEmail: `projects/${projectId}/serviceAccounts/0-compute@developer.gserviceaccount.com`,
  };
};
