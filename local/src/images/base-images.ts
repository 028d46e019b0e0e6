import { access, mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageConfig } from './image.ts';
import { parseImageReference } from './image-reference.ts';

/** Writes an `ollama` command into a folder, whatever stands behind it on this machine. */
export interface OllamaInstaller {
  readonly version: string;
  install(binFolder: string): Promise<void>;
}

export interface BaseImage {
  /** Changes when what the image brings changes: part of every cache key above it. */
  readonly identity: string;
  readonly config: ImageConfig;
  readonly install: (rootfs: string) => Promise<void>;
}

export interface BaseImages {
  /** @throws Error naming what there is. */
  find(reference: string): BaseImage;
}

const EMPTY: ImageConfig = {
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
  entrypoint: [],
  cmd: [],
  workdir: '/',
  user: '',
  exposedPorts: [],
  labels: {},
};

/** @see https://github.com/ollama/ollama/blob/main/Dockerfile */
const OLLAMA_CONFIG: ImageConfig = {
  ...EMPTY,
  env: { ...EMPTY.env, OLLAMA_HOST: '0.0.0.0:11434' },
  entrypoint: ['/bin/ollama'],
  cmd: ['serve'],
  exposedPorts: [11434],
};

/** @see https://github.com/nodejs/docker-node */
const nodeConfig = (version: string): ImageConfig => ({
  ...EMPTY,
  env: { ...EMPTY.env, NODE_VERSION: version },
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['node'],
});

/** The entry point of the official image: what is no command is an argument of node. */
const NODE_ENTRYPOINT = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
`;

const FOLDERS = [
  'bin',
  'etc',
  'home',
  'opt',
  'root',
  'run',
  'srv',
  'tmp',
  'usr/bin',
  'usr/local/bin',
  'usr/src',
  'var',
];

/** The base images that stand for programs of this machine: its Node and its model server. */
export function createBaseImages(machine: {
  readonly node: { readonly execPath: string; readonly version: string };
  readonly ollama: OllamaInstaller;
}): BaseImages {
  const { node, ollama } = machine;
  const major = node.version.replace(/^v/, '').split('.')[0] ?? '';
  const nodeImage: BaseImage = {
    identity: `node ${node.version} ${node.execPath}`,
    config: nodeConfig(node.version.replace(/^v/, '')),
    install: (rootfs) => installNode(rootfs, node.execPath),
  };
  const ollamaImage: BaseImage = {
    identity: `ollama ${ollama.version}`,
    config: OLLAMA_CONFIG,
    install: async (rootfs) => {
      await createFolders(rootfs);
      await ollama.install(join(rootfs, 'bin'));
    },
  };
  return {
    find: (reference) => {
      const parsed = parseImageReference(reference);
      const name = parsed?.name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
      if (name === 'ollama/ollama') return ollamaImage;
      if (name === 'node' && isNodeTag(parsed?.tag ?? null, major)) return nodeImage;
      throw new Error(
        `base image ${reference} is not available in the local twin; available: ollama/ollama (any tag), node:${major} (also -slim and -alpine)`,
      );
    },
  };
}

function isNodeTag(tag: string | null, major: string): boolean {
  if (tag === null) return true;
  return (
    new RegExp(`^(?:${major}(?:\\.\\d+){0,2}|latest|lts|current)(?:-[a-z0-9.-]+)?$`).test(tag) ||
    tag === 'slim' ||
    tag === 'alpine'
  );
}

async function createFolders(rootfs: string): Promise<void> {
  for (const folder of FOLDERS) await mkdir(join(rootfs, folder), { recursive: true });
}

async function installNode(rootfs: string, execPath: string): Promise<void> {
  await createFolders(rootfs);
  await mkdir(join(rootfs, 'home/node'), { recursive: true });
  const bin = join(rootfs, 'usr/local/bin');
  await symlink(execPath, join(bin, 'node'));
  await symlink('node', join(bin, 'nodejs'));
  await writeFile(join(bin, 'docker-entrypoint.sh'), NODE_ENTRYPOINT, { mode: 0o755 });
  const npm = await findNpmFolder(execPath);
  if (npm === null) return;
  for (const command of ['npm', 'npx']) await symlink(join(npm, `${command}-cli.js`), join(bin, command));
}

/** Node distributions bring npm beside the program; where this one does not, the npm of the machine is on PATH. */
async function findNpmFolder(execPath: string): Promise<string | null> {
  const real = await realpath(execPath);
  for (const place of ['../lib/node_modules/npm/bin', '../../npm/bin']) {
    const folder = join(dirname(real), place);
    try {
      await access(join(folder, 'npm-cli.js'));
      return folder;
    } catch {
      // Not packaged that way.
    }
  }
  return null;
}
