import { join } from 'node:path';
import type { Snapshots } from '../firebase/snapshots.ts';
import { firestoreDownloads } from '../firestore/firestore-downloads.ts';
import { firestoreMachine } from '../firestore/firestore-machine.ts';
import { resolveFirestoreEmulator } from '../firestore/resolve-firestore-emulator.ts';
import { type FirestoreEmulator, startFirestoreEmulator } from '../firestore/start-firestore-emulator.ts';
import type { SavedPart } from './emulators-part.ts';
import type { RunContext } from './run-context.ts';

/** Firestore under the project's rules, with the documents of the last snapshot. */
export function firestorePart(context: RunContext, snapshots: Snapshots): SavedPart {
  const { repoRoot, projectId, processes, ports, env } = context;
  let emulator: FirestoreEmulator | undefined;
  let stopping = false;
  return {
    name: 'firestore',
    start: async () => {
      const log = context.openLog('firestore');
      const onOutput = (text: string) => log.write(text);
      const files = await resolveFirestoreEmulator({
        machine: firestoreMachine(env.settings),
        downloads: firestoreDownloads({ processes, repoRoot, env: env.variables, onOutput }),
        onProgress: (line) => context.say('firestore', line),
      });
      const snapshot = await snapshots.current();
      emulator = await startFirestoreEmulator({
        processes,
        files,
        port: ports.firestore,
        projectId,
        rulesFile: join(repoRoot, 'firestore.rules'),
        ...(snapshot === null ? {} : { importFolder: firestoreFolder(snapshot) }),
        onOutput,
      });
      void emulator.exited.then(() => {
        if (!stopping) context.fail('firestore', `It ended.\n${log.lastLines()}`);
      });
      return snapshot === null ? 'empty' : 'with the data of before';
    },
    saveTo: async (snapshot) => {
      await emulator?.exportTo(firestoreFolder(snapshot));
    },
    stop: async () => {
      stopping = true;
      await emulator?.stop();
    },
  };
}

const firestoreFolder = (snapshot: string) => join(snapshot, 'firestore');
