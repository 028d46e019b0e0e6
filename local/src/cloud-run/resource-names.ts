import { invalidArgument } from '../grpc/rpc.ts';

export interface ServicePlace {
  readonly projectId: string;
  readonly location: string;
  readonly service: string;
}

const PARENT = /^projects\/([^/]+)\/locations\/([^/]+)$/;
const SERVICE = /^projects\/([^/]+)\/locations\/([^/]+)\/services\/([^/]+)$/;
const REVISION = /^projects\/([^/]+)\/locations\/([^/]+)\/services\/([^/]+)\/revisions\/([^/]+)$/;

export function parseParent(name: string | undefined): Omit<ServicePlace, 'service'> {
  const [, projectId = '', location = ''] = match(PARENT, name, 'projects/{project}/locations/{location}');
  return { projectId, location };
}

export function parseServiceName(name: string | undefined): ServicePlace {
  const form = 'projects/{project}/locations/{location}/services/{service}';
  const [, projectId = '', location = '', service = ''] = match(SERVICE, name, form);
  return { projectId, location, service };
}

export function parseRevisionName(name: string | undefined): ServicePlace & { readonly revision: string } {
  const form = 'projects/{project}/locations/{location}/services/{service}/revisions/{revision}';
  const [, projectId = '', location = '', service = '', revision = ''] = match(REVISION, name, form);
  return { projectId, location, service, revision };
}

export function serviceName({ projectId, location, service }: ServicePlace): string {
  return `projects/${projectId}/locations/${location}/services/${service}`;
}

/** The full name of a revision of a service given by its full name. */
export function revisionName(service: string, revision: string): string {
  return `${service}/revisions/${revision}`;
}

/** `a/b/c` → `c`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function match(pattern: RegExp, name: string | undefined, form: string): RegExpExecArray {
  const found = pattern.exec(name ?? '');
  if (!found) throw invalidArgument(`Invalid resource name "${name ?? ''}". Expected ${form}.`);
  return found;
}
