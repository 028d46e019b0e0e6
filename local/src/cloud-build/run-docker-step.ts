import { relative, sep } from 'node:path';
import { assertNever } from '@proving-ground/shared';
import { buildImage } from '../images/build-image.ts';
import { DockerfileError } from '../images/dockerfile-error.ts';
import type { BuildStep } from './build.ts';
import { type DockerBuild, DockerUsageError, parseDockerCommand } from './docker-command.ts';
import type { StepOutcome, StepTools } from './run-step.ts';

/** A step of the docker builder, without a docker: build, pull, push and tag on the twin's images. */
export async function runDockerStep(step: BuildStep, tools: StepTools): Promise<StepOutcome> {
  const { daemon, log } = tools;
  try {
    const command = parseDockerCommand(step.args ?? []);
    switch (command.kind) {
      case 'build':
        await build(command, step, tools);
        break;
      case 'pull':
        log(
          `Status: Downloaded newer image for ${command.image}\nDigest: ${(await daemon.pull(command.image)).digest}\n`,
        );
        break;
      case 'push': {
        const image = daemon.find(command.image);
        if (!image) throw new DockerUsageError(`An image does not exist locally with the tag: ${command.image}`);
        await daemon.push(command.image, image);
        log(`The push refers to repository [${command.image}]\ndigest: ${image.digest} size: ${image.sizeBytes}\n`);
        break;
      }
      case 'tag': {
        const image = daemon.find(command.source);
        if (!image) throw new DockerUsageError(`Error response from daemon: No such image: ${command.source}`);
        daemon.tag(command.target, image);
        break;
      }
      case 'version':
        log('Docker builder of the local twin\n');
        break;
      default:
        return assertNever(command);
    }
    return { exitCode: 0, reason: '' };
  } catch (error) {
    tools.signal.throwIfAborted();
    // A disk that is full or cannot be written is nobody's build step.
    if (error instanceof Error && 'syscall' in error) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    log(`${reason}\n`);
    return {
      exitCode: error instanceof DockerUsageError ? 125 : 1,
      reason: error instanceof DockerfileError ? reason : '',
    };
  }
}

async function build(command: DockerBuild, step: BuildStep, tools: StepTools): Promise<void> {
  const { daemon, workspace, log, signal, baseImages, processes, machineEnv } = tools;
  const contextFolder = await workspace.locate(step.dir ?? '', command.contextFolder);
  const dockerfile =
    command.file === null ? 'Dockerfile' : await locateDockerfile(command.file, contextFolder, step, tools);
  log('Sending build context to Docker daemon\n');
  const image = await buildImage({
    contextFolder,
    dockerfile,
    buildArgs: command.buildArgs,
    target: command.target,
    noCache: command.noCache,
    images: daemon.images,
    baseImages,
    processes,
    machineEnv,
    log,
    signal,
  });
  for (const tag of command.tags) {
    daemon.tag(tag, image);
    log(`Successfully tagged ${tag}\n`);
  }
}

/** `-f` is relative to the step's folder, not to the context. */
async function locateDockerfile(
  file: string,
  contextFolder: string,
  step: BuildStep,
  { workspace }: StepTools,
): Promise<string> {
  const path = await workspace.locate(step.dir ?? '', file).catch((error: unknown) => {
    throw new DockerUsageError(`unable to prepare context: ${error instanceof Error ? error.message : String(error)}`);
  });
  return relative(contextFolder, path).split(sep).join('/');
}
