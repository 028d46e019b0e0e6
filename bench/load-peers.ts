import { join } from 'node:path';
import { installPeers, type PeerSteps, peersFolder, pythonSteps } from './install-peers.ts';

export const PEER_VERSIONS = { locust: '2.47.0', k6: '1.8.1', autocannon: '9.0.0' } as const;

const FOLDER = peersFolder('load-peers');
const VENV = join(FOLDER, 'venv');

export const PEER_FILES = {
  locust: join(VENV, 'bin', 'locust'),
  k6: join(FOLDER, 'bin', 'k6'),
  autocannon: join(FOLDER, 'node_modules', 'autocannon', 'autocannon.js'),
} as const;

const STEPS: PeerSteps = {
  locust: pythonSteps(VENV, `locust==${PEER_VERSIONS.locust}`),
  autocannon: [
    ['npm', 'install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', `autocannon@${PEER_VERSIONS.autocannon}`],
  ],
  // Built from its sources, which takes some minutes of processor time.
  k6: [['env', `GOBIN=${join(FOLDER, 'bin')}`, 'go', 'install', `go.k6.io/k6@v${PEER_VERSIONS.k6}`]],
};

/** Installs the load generators to compare with. */
export const installLoadPeers = (log: (line: string) => void): Promise<void> => installPeers(FOLDER, STEPS, log);
