import type { StoredImage } from '../images/image.ts';
import { parseImageReference, repositoryOf } from '../images/image-reference.ts';
import type { LocalImageStore } from '../images/image-store.ts';

/** The repositories that images may be pushed to. */
export interface Repositories {
  exists(repository: {
    readonly projectId: string;
    readonly location: string;
    readonly repository: string;
  }): Promise<boolean>;
}

/** A push that the registry refused because there is no such repository, or none that the build may write to. */
export class PushRefusedError extends Error {
  override readonly name = 'PushRefusedError';
}

/** The images of one build's machine, by tag, until they are pushed. */
export interface DockerDaemon {
  tag(reference: string, image: StoredImage): void;
  find(reference: string): StoredImage | null;
  /** From the registry onto the machine. @throws Error when there is no such image */
  pull(reference: string): Promise<StoredImage>;
  /** @throws PushRefusedError */
  push(reference: string, image: StoredImage): Promise<void>;
  /** The registry with this machine's images over it: what FROM can name. */
  readonly images: LocalImageStore;
}

export function createDockerDaemon(options: {
  readonly images: LocalImageStore;
  readonly repositories: Repositories;
}): DockerDaemon {
  const { images, repositories } = options;
  const tagged = new Map<string, StoredImage>();

  function keyOf(reference: string): string {
    const parsed = parseImageReference(reference);
    if (!parsed) throw new Error(`invalid argument "${reference}": invalid reference format`);
    return `${parsed.name}${parsed.digest === null ? `:${parsed.tag}` : `@${parsed.digest}`}`;
  }
  const find = (reference: string) => tagged.get(keyOf(reference)) ?? null;
  return {
    find,
    tag: (reference, image) => void tagged.set(keyOf(reference), image),
    pull: async (reference) => {
      const image = await images.resolve(reference);
      if (!image) throw new Error(`Error response from daemon: manifest for ${reference} not found: manifest unknown`);
      tagged.set(keyOf(reference), image);
      return image;
    },
    push: async (reference, image) => {
      const parsed = parseImageReference(reference);
      const place = parsed && repositoryOf(parsed.name);
      if (!place) {
        throw new PushRefusedError(
          `denied: ${reference} is in no registry of the local twin; push to LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE`,
        );
      }
      if (!(await repositories.exists(place))) {
        throw new PushRefusedError(
          `name unknown: Repository "${place.repository}" not found in projects/${place.projectId}/locations/${place.location}`,
        );
      }
      await images.tag(reference, image.digest);
    },
    images: {
      ...images,
      resolve: async (reference) =>
        (parseImageReference(reference) ? find(reference) : null) ?? (await images.resolve(reference)),
    },
  };
}
