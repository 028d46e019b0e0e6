import { access, constants, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join, posix, resolve } from 'node:path';
import type { ManagedProcess, Processes, SpawnRequest } from '../processes/processes.ts';
import type { StoredImage } from './image.ts';
import { type Translation, translateArgv, translateEnv, translatePathVariable } from './translate.ts';

export interface ContainerRequest {
  readonly name: string;
  readonly image: Pick<StoredImage, 'config' | 'rootfs' | 'ownedPaths'>;
  /** In container terms; left out, the image's entry point and command. */
  readonly argv?: readonly string[];
  /** In container terms, over the image's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** In container terms; left out, the image's. */
  readonly workdir?: string;
  /** The loopback port that stands for a port of the container. */
  readonly portMap: Readonly<Record<number, number>>;
  /** Set as it is, over everything: what the machine itself must tell the program. */
  readonly machineEnv?: Readonly<Record<string, string>>;
  readonly loopbackIsSelf?: boolean;
  /** Machine folders searched before every other for programs. */
  readonly programFolders?: readonly string[];
  readonly onOutput?: SpawnRequest['onOutput'];
}

/**
 * Starts an image's program as a process of this machine, in the image's folder and environment.
 *
 * There is no chroot, which would need privileges: container paths and ports are translated in arguments and
 * environment. /tmp and HOME are the container's own and go with it.
 *
 * @throws Error when the command or the working directory is not there.
 */
export async function startContainer(
  request: ContainerRequest,
  { processes }: { readonly processes: Processes },
): Promise<ManagedProcess> {
  const scratch = await mkdtemp(join(tmpdir(), 'pg-container-'));
  try {
    const child = await processes.spawn({ name: request.name, ...(await machineTerms(request, scratch)) });
    // A scratch folder that cannot be removed is the system's to clear, and no reason to fall.
    void child.exited.then(() => rm(scratch, { recursive: true, force: true })).catch(() => undefined);
    return child;
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}

async function machineTerms(request: ContainerRequest, scratch: string): Promise<Omit<SpawnRequest, 'name'>> {
  const { image } = request;
  const argv = request.argv ?? [...image.config.entrypoint, ...image.config.cmd];
  const program = argv[0];
  if (program === undefined) throw new Error(`${request.name}: the image has no ENTRYPOINT and no CMD.`);

  const translation: Translation = {
    rootfs: image.rootfs,
    ownedPaths: image.ownedPaths,
    portMap: request.portMap,
    loopbackIsSelf: request.loopbackIsSelf ?? false,
  };
  const { PATH: imagePath, ...containerEnv } = { ...image.config.env, ...request.env };
  const env = {
    HOME: scratch,
    TMPDIR: scratch,
    ...translateEnv(containerEnv, translation),
    PATH: [...(request.programFolders ?? []), translatePathVariable(imagePath, image.rootfs)].join(delimiter),
    ...request.machineEnv,
  };
  const workdir = posix.resolve('/', request.workdir ?? image.config.workdir);
  const cwd = join(image.rootfs, workdir);
  if (!(await isFolder(cwd))) throw new Error(`${request.name}: the working directory ${workdir} is not in the image.`);
  const [translatedProgram = program, ...args] = translateArgv(argv, translation);
  const command = await findProgram(translatedProgram, { path: env.PATH, cwd });
  if (command === null) {
    throw new Error(`${request.name}: exec: "${program}": executable file not found in the image or on this machine.`);
  }
  return { command, args, cwd, env, ...(request.onOutput && { onOutput: request.onOutput }) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function findProgram(program: string, where: { readonly path: string; readonly cwd: string }) {
  const candidates =
    isAbsolute(program) || program.includes('/')
      ? [resolve(where.cwd, program)]
      : where.path.split(delimiter).map((folder) => join(folder, program));
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK);
      if (!(await stat(candidate)).isDirectory()) return candidate;
    } catch {
      // Not there, or not to be executed: the next place.
    }
  }
  return null;
}
