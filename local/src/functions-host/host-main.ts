import { once } from 'node:events';
import { createServer } from 'node:http';
import process from 'node:process';
import { functionsApp } from './functions-app.ts';
import { readHostSettings } from './host-settings.ts';
import { loadFunctions } from './load-functions.ts';

const DRAIN_MS = 3_000;

async function main(): Promise<void> {
  const { bundle, port, projectId, dispatchSecret } = readHostSettings();
  const functions = await loadFunctions(bundle);
  const onError = (message: string) => void process.stderr.write(`${message}\n`);
  const server = createServer(functionsApp({ functions, projectId, dispatchSecret, onError }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // A chat that streams on would hold the door open.
    setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  });
}

await main();
