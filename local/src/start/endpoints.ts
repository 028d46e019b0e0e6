import { LOCAL_PROJECT_ID, type LocalEndpoints } from '@proving-ground/shared';
import type { Ports } from './ports.ts';

/** Where everything answers that a person, a browser or a script may call. */
export function localEndpointsFor(ports: Ports, firestoreHost: string | null): LocalEndpoints {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    projectId: LOCAL_PROJECT_ID,
    console: at(ports.console),
    functions: at(ports.functions),
    auth: at(ports.auth),
    firestore: firestoreHost === null ? at(ports.firestore) : `http://${firestoreHost}`,
    twin: at(ports.twin),
  };
}

export function endpointsTable(endpoints: LocalEndpoints, logFolder: string): string {
  const rows = [
    ['Console', endpoints.console],
    ['Functions', endpoints.functions],
    ['Auth', endpoints.auth],
    ['Firestore', endpoints.firestore],
    ['Twin', endpoints.twin],
    ['Logs', logFolder],
  ] as const;
  return rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}\n`).join('');
}
