import { widenDirective } from './content-security-policy.ts';
import type { FirebaseJson } from './firebase-json.ts';

export interface EmulatorPorts {
  readonly auth: number;
  readonly hosting: number;
  readonly hub: number;
  readonly logging: number;
}

/**
 * firebase.json as the emulators of this machine need it: other ports, the copy of the console, and leave for the
 * console to talk to loopback. Everything else stays as it is deployed, so that what breaks there breaks here.
 */
export function emulatorConfig(options: {
  readonly firebaseJson: FirebaseJson;
  readonly ports: EmulatorPorts;
  /** Relative to the configuration file. */
  readonly consoleFolder: string;
  /** Origins of the local functions, Auth and Firestore. */
  readonly loopbackOrigins: readonly string[];
}): object {
  const { firebaseJson, ports, consoleFolder, loopbackOrigins } = options;
  // Functions and Firestore run in processes of our own.
  const { functions: _functions, firestore: _firestore, ...rest } = firebaseJson;
  const at = (port: number) => ({ host: '127.0.0.1', port });
  return {
    ...rest,
    hosting: {
      ...firebaseJson.hosting,
      public: consoleFolder,
      headers: firebaseJson.hosting.headers.map((rule) => ({
        ...rule,
        headers: rule.headers.map(({ key, value }) =>
          key === 'Content-Security-Policy'
            ? { key, value: widenDirective(value, 'connect-src', loopbackOrigins) }
            : { key, value },
        ),
      })),
    },
    emulators: {
      auth: at(ports.auth),
      hosting: at(ports.hosting),
      hub: at(ports.hub),
      logging: at(ports.logging),
      ui: { enabled: false },
      singleProjectMode: true,
    },
  };
}
