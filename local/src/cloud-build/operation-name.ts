import type { Build } from './build.ts';

/** The name of a build's operation; its form is the cloud's business, and clients take it as it is. */
export function operationName({ name, id, projectId }: Pick<Build, 'name' | 'id' | 'projectId'>): string {
  const location = /\/locations\/([^/]+)\//.exec(name)?.[1];
  return location
    ? `projects/${projectId}/locations/${location}/operations/${id}`
    : `operations/build/${projectId}/${Buffer.from(id).toString('base64')}`;
}
