import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cpuOf } from './cpu-of.ts';

export const PEER_VERSIONS = { locust: '2.47.0', k6: '1.8.1', autocannon: '9.0.0' } as const;

/** Outside the repository: whoever measures nothing needs none of them. */
const FOLDER = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'proving-ground', 'load-peers');
const VENV = join(FOLDER, 'venv');

export const PEER_FILES = {
  locust: join(VENV, 'bin', 'locust'),
  k6: join(FOLDER, 'bin', 'k6'),
  autocannon: join(FOLDER, 'node_modules', 'autocannon', 'autocannon.js'),
} as const;

const STEPS: Readonly<Record<keyof typeof PEER_VERSIONS, readonly (readonly string[])[]>> = {
  locust: [
    ['python3', '-m', 'venv', VENV],
    [join(VENV, 'bin', 'pip'), 'install', '--quiet', `locust==${PEER_VERSIONS.locust}`],
  ],
  autocannon: [
    ['npm', 'install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', `autocannon@${PEER_VERSIONS.autocannon}`],
  ],
  // Built from its sources, which takes some minutes of processor time.
  k6: [['env', `GOBIN=${join(FOLDER, 'bin')}`, 'go', 'install', `go.k6.io/k6@v${PEER_VERSIONS.k6}`]],
};

/** Installs the peers; one that fails is told and left out. */
export async function installPeers(log: (line: string) => void): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, steps] of Object.entries(STEPS)) {
    log(`Installing ${name} …`);
    try {
      for (const argv of steps) await cpuOf({ argv });
    } catch (error) {
      log(`${name} could not be installed: ${String(error)}`);
    }
  }
}
