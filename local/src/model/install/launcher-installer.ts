import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OllamaInstaller } from '../../images/base-images.ts';
import { MACHINE_VARIABLE, type Machine } from '../machine.ts';
import { OLLAMA_VERSION } from '../version.ts';
import { sourceVersion } from './source-version.ts';

const COMMAND = fileURLToPath(new URL('../ollama.ts', import.meta.url));
const SOURCES = fileURLToPath(new URL('..', import.meta.url));

/** Installs our own command: a script that runs it with this machine's Node. */
export async function launcherInstaller(options: {
  readonly machine: Machine;
  readonly nodePath: string;
  /** Changes when the weights behind it do. */
  readonly weightsVersion: string;
}): Promise<OllamaInstaller> {
  const { machine, nodePath, weightsVersion } = options;
  const script = launcher({ machine, nodePath });
  const hash = createHash('sha256')
    .update(script)
    .update(await sourceVersion(SOURCES))
    .update(weightsVersion);
  return {
    version: `${OLLAMA_VERSION} ${hash.digest('hex').slice(0, 16)}`,
    install: (binFolder) => writeFile(join(binFolder, 'ollama'), script, { mode: 0o755 }),
  };
}

const launcher = ({ machine, nodePath }: { readonly machine: Machine; readonly nodePath: string }) => `#!/bin/sh
# Stands for ollama in the images of this machine.
export ${MACHINE_VARIABLE}=${quoted(JSON.stringify(machine))}
exec ${quoted(nodePath)} ${quoted(COMMAND)} "$@"
`;

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
