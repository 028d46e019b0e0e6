import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import type { LocalEndpoints } from '@proving-ground/shared';
import { emulatorConfig } from '../firebase/emulator-config.ts';
import { readFirebaseJson } from '../firebase/firebase-json.ts';
import type { Snapshots } from '../firebase/snapshots.ts';
import { type Emulators, startEmulators } from '../firebase/start-emulators.ts';
import { writeConsoleFiles } from './console-files.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

export interface SavedPart extends Part {
  /** Writes what the part holds into a folder of a snapshot. */
  saveTo(snapshot: string): Promise<void>;
}

/** Auth and the console's hosting, by firebase-tools. */
export function emulatorsPart(
  context: RunContext,
  options: { readonly endpoints: LocalEndpoints; readonly snapshots: Snapshots },
): SavedPart {
  const { repoRoot, stateFolder, projectId, processes, ports } = context;
  const { endpoints, snapshots } = options;
  let emulators: Emulators | undefined;
  let stopping = false;
  return {
    name: 'emulators',
    start: async () => {
      const log = context.openLog('emulators');
      const served = join(stateFolder, 'console');
      await writeConsoleFiles({ built: join(repoRoot, 'hosting/dist'), served, endpoints });
      const snapshot = await snapshots.current();
      emulators = await startEmulators({
        processes,
        repoRoot,
        projectId,
        env: context.env.variables,
        configFile: join(repoRoot, `firebase.local-${configId(stateFolder)}.json`),
        config: emulatorConfig({
          firebaseJson: await readFirebaseJson(repoRoot),
          ports: {
            auth: ports.auth,
            hosting: ports.console,
            hub: ports.emulatorHub,
            logging: ports.emulatorLogging,
          },
          consoleFolder: relative(repoRoot, served),
          loopbackOrigins: [endpoints.functions, endpoints.auth, endpoints.firestore],
        }),
        hubPort: ports.emulatorHub,
        importFolder: snapshot === null ? null : authFolder(snapshot),
        logFolder: join(stateFolder, 'logs'),
        tmpFolder: join(stateFolder, 'tmp'),
        onOutput: ({ text }) => log.write(text),
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${log.lastLines()}`, { cause: error });
      });
      void emulators.exited.then(() => {
        if (!stopping) context.fail('emulators', `Auth and Hosting ended.\n${log.lastLines()}`);
      });
    },
    saveTo: async (snapshot) => {
      await emulators?.exportTo(authFolder(snapshot));
    },
    stop: async () => {
      stopping = true;
      await emulators?.stop();
    },
  };
}

const authFolder = (snapshot: string) => join(snapshot, 'auth');

/** The same folder has the same configuration file: one left by a kill is written over. */
const configId = (stateFolder: string) => createHash('sha256').update(stateFolder).digest('hex').slice(0, 8);
