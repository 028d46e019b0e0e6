import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { ownInstancesOf } from './function-manifest.ts';
import { functionsApp } from './functions-app.ts';
import { readHostSettings } from './host-settings.ts';
import { listeningLine } from './listening-line.ts';
import { loadFunctions } from './load-functions.ts';

const DRAIN_MS = 3_000;

async function main(): Promise<void> {
  const { bundle, port, projectId, dispatchSecret, instanceOf } = readHostSettings();
  const functions = await loadFunctions(bundle);
  const served = functions.filter(({ description }) =>
    instanceOf === null ? ownInstancesOf(description) === null : description.name === instanceOf,
  );
  const onError = (message: string) => void process.stderr.write(`${message}\n`);
  const server = createServer(functionsApp({ functions, served, projectId, dispatchSecret, onError }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  process.stdout.write(`${listeningLine((server.address() as AddressInfo).port)}\n`);
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // A chat that streams on would hold the door open.
    setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  });
}

await main();
