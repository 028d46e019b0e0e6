import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { ALWAYS_OWNED } from '../images/owned-paths.ts';

/** The machine that a build runs on, as far as a folder can be one. */
export interface Workspace {
  /** The folder that stands for `/`; `/workspace` lies in it. */
  readonly rootfs: string;
  readonly ownedPaths: readonly string[];
  /** Machine path of a path that is relative to /workspace or begins with it. @throws Error when it leads out */
  locate(...parts: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

export const WORKSPACE = '/workspace';
export const BUILDER_OUTPUT = '/builder/outputs';

/** Creates an empty workspace under a folder. */
export async function createWorkspace(folder: string): Promise<Workspace> {
  await mkdir(folder, { recursive: true });
  const rootfs = await realpath(await mkdtemp(join(folder, 'workspace-')));
  for (const path of [WORKSPACE, BUILDER_OUTPUT, '/tmp', '/root']) await mkdir(join(rootfs, path), { recursive: true });
  const root = join(rootfs, WORKSPACE);
  return {
    rootfs,
    ownedPaths: [WORKSPACE, '/builder', ...ALWAYS_OWNED],
    locate: async (...parts) => {
      const path = posix.resolve(WORKSPACE, ...parts.filter((part) => part !== ''));
      if (path !== WORKSPACE && !path.startsWith(`${WORKSPACE}/`))
        throw new Error(`${parts.join('/')} is outside ${WORKSPACE}`);
      const real = await realpath(join(rootfs, path)).catch(() => null);
      if (real === null) throw new Error(`${path} does not exist`);
      if (real !== root && !real.startsWith(root + sep)) throw new Error(`${path} leads out of ${WORKSPACE} by a link`);
      return real;
    },
    remove: () => rm(rootfs, { recursive: true, force: true }),
  };
}
