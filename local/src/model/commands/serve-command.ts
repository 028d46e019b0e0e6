import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createLlamaEngine } from '../engine/llama-engine.ts';
import { clientUrl } from '../ollama-host.ts';
import { createApp } from '../serve/create-app.ts';
import { LoadedModels } from '../serve/loaded-models.ts';
import { reverseProxy } from '../serve/reverse-proxy.ts';
import { startServer } from '../serve/start-server.ts';
import { readServerSettings, type ServerSettings } from '../server-settings.ts';
import { ModelStore } from '../store/model-store.ts';
import { OLLAMA_VERSION } from '../version.ts';
import { modelWeights } from '../weights/model-weights.ts';
import type { Command, CommandContext } from './command.ts';

/** Less than Cloud Run's ten seconds, after which a container is killed. */
const STOP_GRACE_MS = 5_000;

/** `ollama serve`: runs until it is asked to stop. */
export const serveCommand: Command = async (context) => {
  const { env, home, machine, write, signal } = context;
  const settings = readServerSettings(env, home);
  const log = (line: string) => write(`${new Date().toISOString()} ${line}\n`);
  await using running = new AsyncDisposableStack();
  const listener =
    machine.upstream === null
      ? modelServer({ context, settings, log, running })
      : reverseProxy(new URL(machine.upstream), log);
  const server = await startServer({ listener, host: settings.host.host, port: settings.host.port });
  running.defer(() => server.stop(STOP_GRACE_MS));
  const what = machine.upstream === null ? OLLAMA_VERSION : `proxy of ${machine.upstream}`;
  log(`Listening on ${clientUrl({ ...settings.host, port: server.port })} (version ${what})`);
  if (!signal.aborted) await once(signal, 'abort');
  log('Stopping');
  return 0;
};

function modelServer(options: {
  readonly context: CommandContext;
  readonly settings: ServerSettings;
  readonly log: (line: string) => void;
  readonly running: AsyncDisposableStack;
}): RequestListener {
  const { context, settings, log, running } = options;
  const engine = createLlamaEngine({ onLog: log, debug: settings.debug });
  const models = running.use(new LoadedModels({ ...settings, engine, onLog: log }));
  const app = createApp({
    store: new ModelStore(settings.modelsFolder),
    models,
    bringModel: modelWeights(context),
    defaults: settings,
    version: OLLAMA_VERSION,
    onLog: log,
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (request, response) => void listener(request, response);
}
