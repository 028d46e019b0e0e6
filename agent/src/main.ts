import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { getRequestListener } from '@hono/node-server';
import { createProductionAgent } from './agent/production-agent.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { redirectAdkLog, redirectConsole } from './library-logs.ts';
import { createLog, describeError } from './log.ts';
import { createIdentityTokens } from './model/identity-tokens.ts';
import { OllamaLlm } from './model/ollama-llm.ts';
import { createApp } from './server/create-app.ts';
import { createDrain } from './server/drain.ts';
import { createSessions } from './sessions/create-sessions.ts';
import { createSpanExporter } from './trace/create-span-exporter.ts';

// Longer than proxies in front keep an idle connection: one that closes here first costs somebody's request.
const KEEP_ALIVE_MS = 620_000;

const log = createLog({ write: (line) => process.stdout.write(line) });

const createModel = ({ backend }: Config): OllamaLlm =>
  new OllamaLlm({
    ...backend,
    ...(backend.auth === 'id-token' ? { authorize: createIdentityTokens({ serviceUrl: backend.baseUrl }) } : {}),
  });

const start = (config: Config): void => {
  const stop = new AbortController();
  const spans = createSpanExporter(config, log);
  const app = createApp({
    agent: createProductionAgent({ model: createModel(config), profile: config.profile, answer: config.answer }),
    profile: config.profile,
    sessions: createSessions(config),
    sessionWaitSeconds: config.sessions.waitSeconds,
    log,
    projectId: config.projectId,
    spans,
    stopSignal: stop.signal,
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void listener(request, response),
  );
  server.on('error', (error) => {
    log('ERROR', 'listen-failed', describeError(error));
    process.exit(1);
  });
  server.listen(config.port, config.host, () => {
    const { address, port } = server.address() as AddressInfo;
    log('INFO', 'listening', { address, port, model: config.backend.model, backend: config.backend.baseUrl });
  });
  const drain = createDrain({ server, stop, log });
  const shutDown = (signal: NodeJS.Signals): void => {
    log('INFO', 'stopping', { signal });
    void drain()
      .then(() => spans?.flush())
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
};

redirectAdkLog(log);
redirectConsole(log);
try {
  // biome-ignore lint/style/noProcessEnv: the one place that reads the environment.
  start(readConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  log('ERROR', 'bad-configuration', { message: error.message });
  process.exitCode = 1;
}
