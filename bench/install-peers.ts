import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cpuOf } from './cpu-of.ts';

/** Outside the repository: whoever measures nothing needs none of them. */
export const peersFolder = (name: string): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'proving-ground', name);

/** The commands that install a peer, by its name. */
export type PeerSteps = Readonly<Record<string, readonly (readonly string[])[]>>;

/** A Python environment with these packages. */
export const pythonSteps = (venv: string, ...packages: readonly string[]): PeerSteps[string] => [
  ['python3', '-m', 'venv', venv],
  [join(venv, 'bin', 'pip'), 'install', '--quiet', ...packages],
];

/** Installs peers into their folder; one that fails is told and left out. */
export async function installPeers(folder: string, peers: PeerSteps, log: (line: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, steps] of Object.entries(peers)) {
    log(`Installing ${name} …`);
    try {
      for (const argv of steps) await cpuOf({ argv });
    } catch (error) {
      log(`${name} could not be installed: ${String(error)}`);
    }
  }
}
