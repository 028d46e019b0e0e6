import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export interface LocalCloud {
  readonly projectId: string;
  /** `127.0.0.1:PORT` each. */
  readonly authHost: string;
  readonly firestoreHost: string;
  readonly grpcHost: string;
  /** `http://127.0.0.1:PORT`: Storage, tasks and the REST APIs. */
  readonly twinUrl: string;
  /** Where people open the console, for links in alerts. */
  readonly consoleUrl: string;
  /** Where the functions find out who they are. */
  readonly identity: Readonly<Record<'GCE_METADATA_HOST' | 'METADATA_SERVER_DETECTION', string>>;
}

/**
 * The environment of the functions: what the cloud sets, and where the twin stands in for it.
 *
 * FUNCTIONS_EMULATOR stays unset: with it, firebase-functions reads ID tokens without checking them and lets every
 * origin call.
 */
export function functionsEnvironment(cloud: LocalCloud): Readonly<Record<string, string>> {
  const { projectId, twinUrl } = cloud;
  return {
    TZ: 'UTC',
    GCLOUD_PROJECT: projectId,
    GOOGLE_CLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    FIREBASE_AUTH_EMULATOR_HOST: cloud.authHost,
    FIRESTORE_EMULATOR_HOST: cloud.firestoreHost,
    CLOUD_TASKS_EMULATOR_HOST: new URL(twinUrl).host,
    STORAGE_EMULATOR_HOST: twinUrl,
    LOCAL_CLOUD_HOST: cloud.grpcHost,
    LOCAL_CLOUD_HTTP: twinUrl,
    CONSOLE_URL: cloud.consoleUrl,
    ...cloud.identity,
  };
}

/** Params of `functions/.env` and, over them, `.env.PROJECT`: what `firebase deploy` would read. */
export async function functionsParams(folder: string, projectId: string): Promise<Readonly<Record<string, string>>> {
  const files = await Promise.all(
    ['.env', `.env.${projectId}`].map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  return Object.fromEntries(
    files.flatMap((text) =>
      Object.entries(parseEnv(text)).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  );
}
