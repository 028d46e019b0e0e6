import type { Server } from 'node:http';
import type { Log } from '../log.ts';

// Cloud Run sends SIGKILL 10 s after SIGTERM: https://cloud.google.com/run/docs/container-contract#instance-shutdown
const ABORT_TURNS_AFTER_MS = 6000;
const CUT_CONNECTIONS_AFTER_MS = 7500;

/**
 * Prepares a server for its end. What it returns stops accepting, lets turns in flight finish, aborts `stop` for those
 * that take too long, and resolves when all is closed. To be called before the first request.
 */
export const createDrain = ({
  server,
  stop,
  log,
}: {
  readonly server: Server;
  readonly stop: AbortController;
  readonly log: Log;
}): (() => Promise<void>) => {
  // A connection whose answer ends after the server has closed would be kept alive for a next request that cannot come.
  server.on('request', (_request, response) => {
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  return () =>
    new Promise((resolve) => {
      const abortTimer = setTimeout(() => stop.abort(new Error('the service stops')), ABORT_TURNS_AFTER_MS);
      const cutTimer = setTimeout(() => server.closeAllConnections(), CUT_CONNECTIONS_AFTER_MS);
      server.close(() => {
        clearTimeout(abortTimer);
        clearTimeout(cutTimer);
        log('INFO', 'stopped');
        resolve();
      });
    });
};
