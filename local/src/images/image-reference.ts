/** The parts of `HOST/PROJECT/REPOSITORY/NAME:TAG` or `…@sha256:…`. */
export interface ImageReference {
  /** Everything before tag and digest. */
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

const NAME =
  /^(?:[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** `null` for what Docker calls an invalid reference format; without tag and digest, the tag is `latest`. */
export function parseImageReference(reference: string): ImageReference | null {
  const [beforeDigest = '', digest = null, ...more] = reference.split('@');
  if (more.length > 0 || (digest !== null && !DIGEST.test(digest))) return null;
  const colon = /:([^:/]*)$/.exec(beforeDigest);
  const name = colon ? beforeDigest.slice(0, colon.index) : beforeDigest;
  const tag = colon?.[1] ?? (digest === null ? 'latest' : null);
  if (!NAME.test(name) || name.length > 255 || (tag !== null && !TAG.test(tag))) return null;
  return { name, tag, digest };
}

/** The repository of Artifact Registry that an image name belongs to; `null` for other registries. */
export function repositoryOf(name: string) {
  const [, location, projectId, repository] = /^([a-z0-9-]+)-docker\.pkg\.dev\/([^/]+)\/([^/]+)\/.+$/.exec(name) ?? [];
  return location && projectId && repository ? { location, projectId, repository } : null;
}
