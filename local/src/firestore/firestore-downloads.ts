import { join } from 'node:path';
import { install } from 'njre';
import type { Processes } from '../processes/processes.ts';
import { OLDEST_JAVA } from './find-java.ts';
import type { Downloads } from './resolve-firestore-emulator.ts';

const JAVA_TIMEOUT_MS = 10 * 60_000;
const EMULATOR_TIMEOUT_MS = 15 * 60_000;

/** Fetches Java with njre and the emulator with firebase-tools' own command. */
export function firestoreDownloads(options: {
  readonly processes: Processes;
  readonly repoRoot: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onOutput: (text: string) => void;
}): Downloads {
  const { processes, repoRoot, env, onOutput } = options;
  return {
    java: (folder) =>
      within(JAVA_TIMEOUT_MS, install(OLDEST_JAVA, { type: 'jre', installPath: join(folder, 'install') })),
    emulator: async () => {
      const lastLines: string[] = [];
      const child = await processes.spawn({
        name: 'firestore-download',
        command: process.execPath,
        args: [join(repoRoot, 'node_modules/firebase-tools/lib/bin/firebase.js'), 'setup:emulators:firestore'],
        cwd: repoRoot,
        env: { ...env, CI: '1', METADATA_SERVER_DETECTION: 'none' },
        onOutput: ({ text }) => {
          lastLines.push(text);
          onOutput(text);
        },
      });
      try {
        const { code } = await within(EMULATOR_TIMEOUT_MS, child.exited);
        if (code !== 0) throw new Error(`its download failed: ${lastLines.join('').trim().split('\n').at(-1) ?? ''}`);
      } finally {
        await child.stop();
      }
    },
  };
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error(`nothing came in ${timeoutMs / 60_000} minutes`)), timeoutMs);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
