import type { BuiltImage } from './build.ts';
import { BuildFailure } from './build-failure.ts';
import { type createDockerDaemon, PushRefusedError } from './docker-daemon.ts';

/** Pushes what the build's steps have made; tells each image's digest. @throws BuildFailure */
export async function pushImages(
  names: readonly string[],
  tools: {
    readonly daemon: ReturnType<typeof createDockerDaemon>;
    readonly log: (text: string) => void;
    readonly now: () => Date;
    readonly signal: AbortSignal;
  },
): Promise<readonly BuiltImage[]> {
  const { daemon, log, now, signal } = tools;
  const pushed: BuiltImage[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    const startTime = now().toISOString();
    const image = daemon.find(name);
    if (!image)
      throw new BuildFailure(
        'PUSH_IMAGE_NOT_FOUND',
        `failed to find one or more images after execution of build steps: ["${name}"]`,
      );
    log(`Pushing ${name}\nThe push refers to repository [${name}]\n`);
    await daemon.push(name, image).catch((error: unknown) => {
      if (error instanceof PushRefusedError)
        throw new BuildFailure('PUSH_NOT_AUTHORIZED', `failed to push "${name}": ${error.message}`);
      throw error;
    });
    log(`digest: ${image.digest} size: ${image.sizeBytes}\n`);
    pushed.push({ name, digest: image.digest, pushTiming: { startTime, endTime: now().toISOString() } });
  }
  return pushed;
}
